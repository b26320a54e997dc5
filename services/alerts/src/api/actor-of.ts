import { hasScope } from '@millrace/shared/rest/has-scope';
import { type HttpRequest, Problem } from '@millrace/shared/runtime/http';
import { tenantOf } from './tenant-of.ts';

/** Who acts, for which tenant. */
export type Actor = { tenant: string; by: string };

/** OpenID Connect's limit of a subject. */
const maxSubject = 255;

/**
 * From verified claims alone: people and their programs act with the scope `alerts:act`, a device never does. Throws the
 * `Problem` 403 for any other token.
 */
export const actorOf = ({ claims }: Pick<HttpRequest, 'claims'>): Actor => {
  const tenant = tenantOf({ claims });
  if (claims.device_id !== undefined)
    throw new Problem(403, 'may-not-act', 'The token is a device’s, which may not act on alerts.');
  if (!hasScope(claims, 'alerts:act'))
    throw new Problem(403, 'may-not-act', 'The token may not act on alerts: it needs the scope alerts:act.');
  const { sub = '' } = claims;
  if (sub === '' || sub.length > maxSubject)
    throw new Problem(403, 'no-subject', 'The token needs a subject, for what is done is kept with who did it.');
  return { tenant, by: sub };
};
