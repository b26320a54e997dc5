import { DeviceId } from '@millrace/shared/contracts/names';
import { type Parsed, setAside } from '@millrace/shared/contracts/parsed';
import { schemaParser } from '@millrace/shared/contracts/schema-parser';
import type { Identity } from '../take/identity-of.ts';
import { textOf } from './any-value.ts';
import type { Resource } from './messages/common.ts';

const parseDevice = schemaParser(DeviceId);

/**
 * The device that a resource's telemetry is of. `device.id` names it. Else it is the device of the token: a host's id, which SDKs
 * add by themselves, says where a process runs, not whose token it has. A gateway's token has none; there a host or, failing
 * that, one instance of a service is the device.
 */
export const deviceOf = (
  { attributes = [] }: Resource = {},
  { deviceId }: Pick<Identity, 'deviceId'>,
): Parsed<string> => {
  // An empty id is none.
  const named = (name: string) => textOf(attributes.find(({ key }) => key === name)?.value) || undefined;
  const device = named('device.id') ?? deviceId ?? named('host.id') ?? named('service.instance.id');
  if (device === undefined)
    return setAside(
      'schema-violation',
      'the resource has no device.id, host.id or service.instance.id, and the token names no device',
      '/resource/attributes',
    );
  const parsed = parseDevice(device);
  return 'ok' in parsed
    ? parsed
    : setAside(
        'schema-violation',
        'the device id of the resource is not one that a reading may have',
        '/resource/attributes',
      );
};
