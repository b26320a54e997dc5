import { DeviceId } from '@millrace/shared/contracts/names';
import { type Parsed, setAside } from '@millrace/shared/contracts/parsed';
import { schemaParser } from '@millrace/shared/contracts/schema-parser';
import type { Identity } from '../take/identity-of.ts';

const parseDevice = schemaParser(DeviceId);

/**
 * The device that a line is of, and the tag that says so, if one does. `device_id` names it. Else it is the device of the token:
 * Telegraf adds the host it runs on by itself. A gateway's token has none; there the host is the device, or `device`, which is last
 * because Telegraf's plugins call a disk by it.
 */
export const deviceOf = (
  tags: ReadonlyMap<string, string>,
  { deviceId }: Pick<Identity, 'deviceId'>,
): Parsed<{ deviceId: string; tag: string | undefined }> => {
  const candidates = deviceId === undefined ? ['device_id', 'host', 'device'] : ['device_id'];
  const tag = candidates.find((name) => tags.has(name));
  const device = tag === undefined ? deviceId : tags.get(tag);
  if (device === undefined)
    return setAside('schema-violation', 'has no tag device_id, host or device, and the token names no device');
  const parsed = parseDevice(device);
  return 'ok' in parsed
    ? { ok: { deviceId: parsed.ok, tag } }
    : setAside('schema-violation', `has a tag ${tag} that is not a device id`);
};
