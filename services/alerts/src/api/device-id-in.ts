import { DeviceId } from '@millrace/shared/contracts/names';
import { schemaParser } from '@millrace/shared/contracts/schema-parser';
import { type HttpRequest, Problem } from '@millrace/shared/runtime/http';

const parseDevice = schemaParser(DeviceId);

/** The device in the path. Throws the `Problem` 404 for what is no device's id. */
export const deviceIdIn = ({ path }: Pick<HttpRequest, 'path'>): string => {
  const parsed = parseDevice(path.deviceId);
  if ('setAside' in parsed) throw unknownDevice();
  return parsed.ok;
};

/** The same for a device of another tenant and for none at all. */
export const unknownDevice = (): Problem => new Problem(404, 'device-unknown', 'There is no such device.');
