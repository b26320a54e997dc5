import type { Parsed } from '@millrace/shared/contracts/parsed';
import { readingId } from '@millrace/shared/contracts/reading-id';
import { type Delivery, deliveryId } from '@millrace/shared/runtime/deliveries';
import { type ClockLimits, clockFault } from '../clock/clock-fault.ts';
import { readRaw } from './read-raw.ts';

/** An `AcceptedReading` as bytes, under the partition key that keeps its device's order. */
export type Accepted = { partitionKey: string; data: Buffer };

/** Checks one raw record and wraps its own text in what ingest knows of it. */
export const acceptReading =
  (limits: ClockLimits) =>
  (raw: string, delivery: Delivery): Parsed<Accepted> => {
    const read = readRaw(raw);
    if ('setAside' in read) return read;
    const { reading, time, text } = read.ok;
    const fault = clockFault(limits, time, delivery.arrivedAt);
    if (fault) return fault;
    const id = JSON.stringify(readingId(reading, text));
    const data = Buffer.from(
      `{"id":${id},"receivedAt":${delivery.arrivedAt},"delivery":"${deliveryId(delivery)}","time":${time},"reading":${text}}`,
    );
    return { ok: { partitionKey: reading.deviceId, data } };
  };
