import type { DeviceState } from '../engine/device-state.ts';
import { alertIn } from '../engine/life/life.ts';
import type { Kept } from '../records/kept.ts';
import type { Kind } from '../records/stored-as.ts';

/**
 * All that alerting knows of one device.
 *
 * An item of DynamoDB holds 400 KB. Here at most 64 rules select a device, so as many alerts are on (1 KB each); a rule that
 * once touched it and is still in the file costs some 100 bytes, of at most 1000; readings that wait 100 KB; the outbox closes
 * at 64 KB.
 */
export type DeviceRecord = Kept<DeviceState>;

export const devices: Kind<DeviceState> = {
  kind: 'device',
  empty: (deviceId) => ({ deviceId, rules: new Map() }),
  write: ({ rules, ...state }) => JSON.stringify({ ...state, rules: Object.fromEntries(rules) }),
  read(text) {
    const { rules, ...state } = JSON.parse(text);
    return { ...state, rules: new Map(Object.entries(rules)) };
  },
};

/**
 * The tenant that has an alert on. An index holds a device under one only: of a device that changed hands, under the new one
 * as soon as that has an alert.
 */
export const alertingTenant = ({ about, rules }: DeviceState): string | undefined => {
  const tenants = [...rules.values()].flatMap(({ life }) => alertIn(life)?.tenant ?? []);
  return tenants.find((tenant) => tenant === about?.tenant) ?? tenants[0];
};
