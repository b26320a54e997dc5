import { TenantId } from '@millrace/shared/contracts/names';
import { schemaParser } from '@millrace/shared/contracts/schema-parser';
import { type HttpRequest, Problem } from '@millrace/shared/runtime/http';

const parseTenant = schemaParser(TenantId);

/** The tenant of the token that the authorizer verified. Throws the `Problem` 403 for a token without one. */
export const tenantOf = ({ claims }: Pick<HttpRequest, 'claims'>): string => {
  const tenant = parseTenant(claims.tenant);
  if ('setAside' in tenant) throw new Problem(403, 'no-tenant', 'The token needs a tenant claim that is a tenant id.');
  return tenant.ok;
};
