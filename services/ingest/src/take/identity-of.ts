import { DeviceId, TenantId } from '@millrace/shared/contracts/names';
import { schemaParser } from '@millrace/shared/contracts/schema-parser';
import type { Sender } from '@millrace/shared/contracts/sender';
import { type HttpRequest, Problem } from '@millrace/shared/runtime/http';

/** Whose readings a request may write. */
export type Identity = Sender;

const parseTenant = schemaParser(TenantId);
const parseDevice = schemaParser(DeviceId);

/** A gateway's. Cognito writes scopes as `<resource server>/<scope>`. */
const tenantWide = /^(.+\/)?readings:write-tenant$/;

/**
 * From verified claims alone. `device_id` binds a token to one device, also where it has the scope; a gateway's token has the
 * scope `readings:write-tenant`. Throws a `Problem` for any other token.
 */
export const identityOf = ({ claims }: Pick<HttpRequest, 'claims'>): Identity => {
  const tenant = parseTenant(claims.tenant);
  if ('setAside' in tenant) throw new Problem(403, 'no-tenant', 'The token needs a tenant claim that is a tenant id.');
  if (claims.device_id !== undefined) {
    const device = parseDevice(claims.device_id);
    if ('setAside' in device)
      throw new Problem(403, 'no-device', 'The device_id claim of the token is not a device id.');
    return { tenant: tenant.ok, deviceId: device.ok };
  }
  if (!scopesOf(claims).some((scope) => tenantWide.test(scope)))
    throw new Problem(
      403,
      'may-not-write',
      'The token may write no device: it needs a device_id claim, or the scope readings:write-tenant for a gateway.',
    );
  return { tenant: tenant.ok };
};

/** Issuers write `scope` (RFC 8693: a text) or `scp` (often an array, which API Gateway hands over as `[a b]`). */
const scopesOf = ({ scope = '', scp = '' }: Record<string, string>): string[] => `${scope} ${scp}`.split(/[\s,[\]]+/);
