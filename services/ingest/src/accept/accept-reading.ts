import { parseReading } from '@millrace/shared/contracts/parse-reading';
import type { Parsed } from '@millrace/shared/contracts/parsed';
import { readingId } from '@millrace/shared/contracts/reading-id';
import { openRefused } from '@millrace/shared/contracts/refused-record';
import { type Delivery, deliveryId } from '@millrace/shared/runtime/deliveries';
import { type ClockLimits, clockFault } from '../clock/clock-fault.ts';

/** An `AcceptedReading` as bytes, under the partition key that keeps its device's order. */
export type Accepted = { partitionKey: string; data: Buffer };

/** Checks one raw record and wraps its own text in what ingest knows of it. What a way in refused stays refused. */
export const acceptReading =
  (limits: ClockLimits) =>
  (text: string, delivery: Delivery): Parsed<Accepted> => {
    const refused = openRefused(text);
    if (refused) return { setAside: refused.reason };
    const parsed = parseReading(text);
    if ('setAside' in parsed) return parsed;
    const { reading, time } = parsed.ok;
    const fault = clockFault(limits, time, delivery.arrivedAt);
    if (fault) return fault;
    const id = JSON.stringify(readingId(reading, text));
    const data = Buffer.from(
      `{"id":${id},"receivedAt":${delivery.arrivedAt},"delivery":"${deliveryId(delivery)}","time":${time},"reading":${text}}`,
    );
    return { ok: { partitionKey: reading.deviceId, data } };
  };
