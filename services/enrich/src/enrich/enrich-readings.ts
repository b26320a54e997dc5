import type { AcceptedReading } from '@millrace/shared/contracts/accepted-reading';
import type { DeviceUnknown } from '@millrace/shared/contracts/bus-events';
import type { EnrichedReading } from '@millrace/shared/contracts/enriched-reading';
import type { Reason } from '@millrace/shared/contracts/parsed';
import type { Delivery } from '@millrace/shared/runtime/deliveries';
import type { Bad, Delivered, Outcome } from '@millrace/shared/runtime/kinesis-batch';
import type { UserRecord } from '@millrace/shared/runtime/kpl';
import { count } from '@millrace/shared/runtime/observability';
import type { Refused } from '@millrace/shared/runtime/retry';
import { deviceAsOf, type Registry, setAsideUnknown } from './device-as-of.ts';
import { enrichReading } from './enrich-reading.ts';
import type { Saved } from './save-readings.ts';

type Ports = {
  /** What the registry says of these devices, and of every device type. */
  readRegistry: (deviceIds: ReadonlySet<string>) => Promise<Registry>;
  /** Stores readings for the dashboards. */
  save: (readings: readonly EnrichedReading[]) => Promise<Saved>;
  /** Puts records in order per key; answers those that the stream did not take. */
  put: <T extends UserRecord>(records: readonly T[]) => Promise<Refused<T>[]>;
  announceUnknown: (devices: readonly DeviceUnknown[]) => Promise<void>;
};

/**
 * Joins readings with the registry, stores them, then passes on what is stored. A device of which a reading could not be stored
 * this time waits from there on, so that its order is kept; the others do not wait for it. Every delivery of a reading is passed on,
 * also when a batch holds two: a repeat in another batch would pass as well, so whoever listens dedupes on the reading id
 * anyway, and the lake can count deliveries only when it sees them all.
 */
export const enrichReadings =
  ({ readRegistry, save, put, announceUnknown }: Ports) =>
  async (records: Delivered<AcceptedReading>[]): Promise<Outcome<Reason>> => {
    const deviceIds = new Set(records.map(({ value }) => value.reading.deviceId));
    const registry = await readRegistry(deviceIds);
    const bad: Bad<Reason>[] = [];
    const enriched: Delivered<EnrichedReading>[] = [];
    const unknown = new Map<string, DeviceUnknown>();
    for (const { value, delivery } of records) {
      const { deviceId } = value.reading;
      const device = deviceAsOf(registry, deviceId, value.time);
      if ('unknown' in device) unknown.set(`${deviceId} ${device.unknown}`, { deviceId, reason: device.unknown });
      const result = 'ok' in device ? enrichReading(value, device.ok) : setAsideUnknown[device.unknown];
      if ('ok' in result) enriched.push({ value: result.ok, delivery });
      else bad.push({ delivery, reason: result.setAside });
    }

    const saved = await save(enriched.map(({ value }) => value));
    const failed: Delivery[] = [];
    const waiting = new Set<string>();
    const stored: Delivered<EnrichedReading>[] = [];
    for (const each of enriched) {
      const { deviceId } = each.value;
      if (saved.failed.has(each.value)) waiting.add(deviceId);
      const reason = saved.rejected.get(each.value);
      if (waiting.has(deviceId)) failed.push(each.delivery);
      else if (reason) bad.push({ delivery: each.delivery, reason });
      else stored.push(each);
    }

    const refused = await put(stored.map(toRecord));
    await announceUnknown([...unknown.values()]);
    count('ReadingsEnriched', stored.length - refused.length);
    failed.push(...refused.map(({ entry }) => entry.delivery));
    return { failed, bad };
  };

const toRecord = ({ value, delivery }: Delivered<EnrichedReading>) => ({
  partitionKey: value.deviceId,
  data: Buffer.from(JSON.stringify(value)),
  delivery,
});
