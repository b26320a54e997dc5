import type { Reason } from '@millrace/shared/contracts/parsed';
import { openRefused } from '@millrace/shared/contracts/refused-record';
import type { Bad } from '@millrace/shared/runtime/kinesis-batch';

/** A bad record with the bytes that its sender wrote: those of a refused record stand behind its reason. */
export const asSent = (bad: Bad<Reason>): Bad<Reason> => {
  const refused = openRefused(bad.delivery.data.toString('utf8'));
  return refused ? { ...bad, delivery: { ...bad.delivery, data: Buffer.from(refused.text) } } : bad;
};
