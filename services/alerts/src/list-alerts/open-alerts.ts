import { type Alert, openAlert } from '../api/alert.ts';
import type { Found } from '../api/take-page.ts';
import type { DeviceRecord } from '../devices/device-record.ts';
import { alertIn } from '../engine/life/life.ts';

type Ports = {
  /** Devices of the tenant with an alert on, by rising id, from one on. */
  alertingDevices: (tenant: string, from?: string) => AsyncIterable<readonly string[]>;
  load: (deviceIds: readonly string[]) => Promise<DeviceRecord[]>;
};

/** Of those raised at `from` or later and before `to`, on one device or all. */
type Asked = { tenant: string; from: number; to: number; deviceId: string | undefined };

/** Where an alert stands among those that are on: no rule has two on one device. */
export type OpenPlace = readonly [deviceId: string, rule: string];

/** Alerts of the tenant that are on, by device and rule, behind a place. */
export const openAlerts = ({ alertingDevices, load }: Ports) =>
  async function* ({ tenant, from, to, deviceId }: Asked, after?: OpenPlace): AsyncGenerator<Found<Alert>> {
    const [lastDevice, lastRule = ''] = after ?? [];
    for await (const ids of deviceId === undefined ? alertingDevices(tenant, lastDevice) : one(deviceId))
      for (const { id, state } of await load(ids)) {
        const rules = [...state.rules].sort(([a], [b]) => (a < b ? -1 : 1));
        for (const [rule, { life }] of rules) {
          const alert = alertIn(life);
          if (alert?.tenant !== tenant || alert.raisedAt < from || alert.raisedAt >= to) continue;
          if (id === lastDevice && rule <= lastRule) continue;
          yield { item: openAlert(rule, id, life, alert), place: [id, rule] };
        }
      }
  };

async function* one(deviceId: string): AsyncGenerator<readonly string[]> {
  yield [deviceId];
}
