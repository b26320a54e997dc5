import { readJson } from '@millrace/shared/contracts/schema-parser';
import { openBytes } from '@millrace/shared/runtime/open-bytes';
import type { SetAside } from './set-aside.ts';
import { violationIn } from './violation-in.ts';

/** Bytes as they may go back, or why they may not. */
export type Admission = { ok: Buffer } | { wrong: string };

/**
 * What the consumers of its stream would set aside again goes back only once it is repaired. What Lambda gave up may be as good
 * as it was, so it goes as it is.
 */
export const admit = (record: SetAside, data: Buffer): Admission => {
  if (record.whole && data.equals(record.data)) return { ok: data };
  const violation = violationIn(record.stream, data);
  if (!violation) return claim(record, data);
  const pointer = violation.pointer ? ` at ${violation.pointer}` : '';
  return { wrong: `still ${violation.code}${pointer}: ${violation.detail}` };
};

/**
 * A raw reading comes back in the name of its sender, as far as a way in knew that: of its own device only, and with its tenant
 * written into the sender's text, as ingest does with good ones, so that enrich compares it with the registry. Otherwise
 * a reading that was refused for speaking of another's device would come in by the back door.
 */
const claim = ({ sender }: SetAside, data: Buffer): Admission => {
  if (!sender) return { ok: data };
  const [opened] = openBytes(data);
  const text = opened && 'text' in opened ? opened.text : '';
  const read = readJson(text);
  const { tenant, deviceId } = ('ok' in read ? read.ok : {}) as { tenant?: string; deviceId?: string };
  if (sender.deviceId !== undefined && deviceId !== sender.deviceId)
    return { wrong: 'is not of the device that sent it' };
  if (tenant === undefined) return { ok: Buffer.from(text.replace('{', `{"tenant":"${sender.tenant}",`)) };
  return tenant === sender.tenant ? { ok: data } : { wrong: 'is not of the tenant that sent it' };
};
