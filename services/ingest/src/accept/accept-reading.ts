import { parseReading } from '@millrace/shared/contracts/parse-reading';
import { type Parsed, setAside } from '@millrace/shared/contracts/parsed';
import { readingId } from '@millrace/shared/contracts/reading-id';
import { openRefused } from '@millrace/shared/contracts/refused-record';
import { type Delivery, deliveryId } from '@millrace/shared/runtime/deliveries';

/** An `AcceptedReading` as bytes, under the partition key that keeps its device's order. */
export type Accepted = { partitionKey: string; data: Buffer };

/** Milliseconds that a device's clock may be ahead: Timestream takes no more, and an alert rule would be deaf until then. */
const maxAhead = 15 * 60_000;

/** Checks one raw record and wraps its own text in what ingest knows of it. What a way in refused stays refused. */
export const acceptReading = (text: string, delivery: Delivery): Parsed<Accepted> => {
  const refused = openRefused(text);
  if (refused) return { setAside: refused.reason };
  const parsed = parseReading(text);
  if ('setAside' in parsed) return parsed;
  const { reading, time } = parsed.ok;
  if (time > delivery.arrivedAt + maxAhead)
    return setAside('time-in-future', 'is over 15 minutes ahead of the arrival of the reading', '/time');
  const id = JSON.stringify(readingId(reading, text));
  const data = Buffer.from(
    `{"id":${id},"receivedAt":${delivery.arrivedAt},"delivery":"${deliveryId(delivery)}","time":${time},"reading":${text}}`,
  );
  return { ok: { partitionKey: reading.deviceId, data } };
};
