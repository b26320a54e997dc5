import { openMqtt } from '@millrace/shared/contracts/mqtt-message';
import { openRefused } from '@millrace/shared/contracts/refused-record';
import type { Unkept } from '@millrace/shared/set-aside/keep-set-aside';

/** A bad record with the bytes that its sender wrote, and who that was, out of what a way in put around them. */
export const asSent = (bad: Unkept): Unkept => {
  const record = bad.delivery.data.toString('utf8');
  const refused = openRefused(record);
  if (refused)
    return { ...bad, sender: refused.sender, delivery: { ...bad.delivery, data: Buffer.from(refused.text) } };
  const message = openMqtt(record);
  if (!message) return bad;
  const { mqtt, ...sender } = message;
  return { ...bad, sender, delivery: { ...bad.delivery, data: Buffer.from(mqtt, 'base64') } };
};
