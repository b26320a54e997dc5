import type { DeviceUnknown } from '@millrace/shared/contracts/bus-events';
import { inBatches } from '@millrace/shared/runtime/batches';
import type { Markers } from '@millrace/shared/runtime/marker-objects';
import type { BusEvent } from '@millrace/shared/runtime/put-events';

type Ports = {
  announce: (events: BusEvent[]) => Promise<void>;
  /** What was announced, for all execution environments. */
  markers: Markers;
  now: () => number;
  /** Markers that are known to be set: ten thousand are 2 MB. The one learnt of longest ago goes first. */
  capacity?: number;
};

/** Requests to S3 at once: as many as the client has connections, so that none waits until it times out. */
const atOnce = 50;

/**
 * Announces devices that the registry does not know, each once a day (UTC) and reason: one that is left unregistered
 * sends every second, and EventBridge bills by the event. The marker follows the announcement: after a crash in between,
 * or when two environments meet the device at once, it is announced again rather than never.
 */
export const announceUnknownDevices = ({ announce, markers, now, capacity = 10_000 }: Ports) => {
  const known = new Set<string>();
  return async (devices: readonly DeviceUnknown[]): Promise<void> => {
    const day = new Date(now()).toISOString().slice(0, 10);
    const fresh = devices.filter((device) => !known.has(markerOf(day, device)));
    for (const batch of inBatches(fresh, { count: atOnce })) {
      const marked = await Promise.all(batch.map((device) => markers.isSet(markerOf(day, device))));
      const unmarked = batch.filter((_, index) => !marked[index]);
      if (unmarked.length > 0) await announce(unmarked.map((detail) => ({ type: 'DeviceUnknown', detail })));
      await Promise.all(unmarked.map((device) => markers.set(markerOf(day, device))));
      for (const device of batch) known.add(markerOf(day, device));
    }
    for (const oldest of known) {
      if (known.size <= capacity) break;
      known.delete(oldest);
    }
  };
};

const markerOf = (day: string, { deviceId, reason }: DeviceUnknown): string =>
  `unknown-devices/${day}/${reason}/${deviceId}`;
