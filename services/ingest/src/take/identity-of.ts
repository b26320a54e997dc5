import { DeviceId, TenantId } from '@millrace/shared/contracts/names';
import { schemaParser } from '@millrace/shared/contracts/schema-parser';
import type { Sender } from '@millrace/shared/contracts/sender';
import { hasScope } from '@millrace/shared/rest/has-scope';
import { type HttpRequest, Problem } from '@millrace/shared/runtime/http';

/** Whose readings a request may write. */
export type Identity = Sender;

const parseTenant = schemaParser(TenantId);
const parseDevice = schemaParser(DeviceId);

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
  if (!hasScope(claims, 'readings:write-tenant'))
    throw new Problem(
      403,
      'may-not-write',
      'The token may write no device: it needs a device_id claim, or the scope readings:write-tenant for a gateway.',
    );
  return { tenant: tenant.ok };
};
