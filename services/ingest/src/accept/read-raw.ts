import { openMqtt } from '@millrace/shared/contracts/mqtt-message';
import { parseReading } from '@millrace/shared/contracts/parse-reading';
import type { Parsed } from '@millrace/shared/contracts/parsed';
import { openRefused } from '@millrace/shared/contracts/refused-record';
import { textOf } from '@millrace/shared/runtime/open-bytes';
import { type Claimed, claimReading } from '../take/claim-reading.ts';

/**
 * The reading in a record of raw-readings. A message of the MQTT rule speaks for the device and tenant of its topic alone; who may
 * write to the stream itself may write for any. What a way in refused stays refused.
 */
export const readRaw = (text: string): Parsed<Claimed> => {
  const refused = openRefused(text);
  if (refused) return { setAside: refused.reason };
  const message = openMqtt(text);
  if (message) {
    const sent = textOf(Buffer.from(message.mqtt, 'base64'));
    return 'text' in sent ? claimReading(sent.text, message) : { setAside: sent.unreadable };
  }
  const parsed = parseReading(text);
  return 'ok' in parsed ? { ok: { ...parsed.ok, text } } : parsed;
};
