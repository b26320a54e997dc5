import { openMqtt } from '@millrace/shared/contracts/mqtt-message';
import type { Reason } from '@millrace/shared/contracts/parsed';
import { openRefused } from '@millrace/shared/contracts/refused-record';
import type { Bad } from '@millrace/shared/runtime/kinesis-batch';

/** A bad record with the bytes that its sender wrote, without what a way in put around them. */
export const asSent = (bad: Bad<Reason>): Bad<Reason> => ({
  ...bad,
  delivery: { ...bad.delivery, data: sentBytes(bad.delivery.data) },
});

const sentBytes = (data: Buffer): Buffer => {
  const record = data.toString('utf8');
  const refused = openRefused(record);
  if (refused) return Buffer.from(refused.text);
  const message = openMqtt(record);
  return message ? Buffer.from(message.mqtt, 'base64') : data;
};
