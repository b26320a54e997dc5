import type { DeviceUnknown } from '@millrace/shared/contracts/bus-events';
import type { BusEvent } from '@millrace/shared/runtime/put-events';

type Ports = { announce: (events: BusEvent[]) => Promise<void>; capacity?: number };

/**
 * Announces a device that the registry does not have, once for as long as it is remembered: a device left unregistered
 * sends every second, and EventBridge bills by the event. Ten thousand ids are 2 MB; the one announced longest ago goes first.
 */
export const announceUnknownDevices = ({ announce, capacity = 10_000 }: Ports) => {
  const announced = new Set<string>();
  return async (deviceIds: readonly string[]): Promise<void> => {
    const fresh = deviceIds.filter((deviceId) => !announced.has(deviceId));
    if (fresh.length === 0) return;
    await announce(fresh.map(toEvent));
    for (const deviceId of fresh) announced.add(deviceId);
    for (const oldest of announced) {
      if (announced.size <= capacity) break;
      announced.delete(oldest);
    }
  };
};

const toEvent = (deviceId: string): BusEvent => {
  const detail: DeviceUnknown = { deviceId };
  return { type: 'DeviceUnknown', detail };
};
