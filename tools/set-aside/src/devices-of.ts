import { readJson } from '@millrace/shared/contracts/schema-parser';
import { type OpenedBytes, openBytes } from '@millrace/shared/runtime/open-bytes';
import type { SetAside } from './set-aside.ts';

/**
 * The devices that a record is of, as well as can be told: what its JSON says; else whatever reads like a device id in bytes
 * that are cut or damaged; else the partition key, which is the device in our streams, but whatever a producer chose in the
 * raw one. One too many is harmless: whoever replays a device replays a neighbour's record with it.
 */
export const devicesOf = ({
  data,
  sender,
  partitionKey,
}: Pick<SetAside, 'data' | 'sender' | 'partitionKey'>): string[] => {
  const named = new Set(openBytes(data).flatMap(devicesIn));
  return named.size > 0 ? [...named] : [sender?.deviceId ?? partitionKey];
};

const devicesIn = (opened: OpenedBytes): string[] => {
  const read = 'text' in opened ? readJson(opened.text) : undefined;
  if (read && 'ok' in read) return saidDevice(read.ok);
  const text = 'text' in opened ? opened.text : opened.data.toString('latin1');
  return [...text.matchAll(/"deviceId"\s*:\s*"([^"\\]{1,128})"/g)].flatMap(([, deviceId]) => deviceId ?? []);
};

/** A reading names its device itself; an accepted one holds the device's own reading. */
const saidDevice = (value: unknown): string[] => {
  const { deviceId, reading } = (value ?? {}) as { deviceId?: unknown; reading?: { deviceId?: unknown } | null };
  const said = deviceId ?? reading?.deviceId;
  return typeof said === 'string' ? [said] : [];
};
