import { inBatches } from '@millrace/shared/runtime/batches';
import { inParallel } from '@millrace/shared/runtime/in-parallel';
import { count } from '@millrace/shared/runtime/observability';
import { decideOnDevice, isOnIn } from '../devices/decide-on-device.ts';
import { devices } from '../devices/device-record.ts';
import { hangsOn } from '../devices/hangs-on.ts';
import type { DeviceState } from '../engine/device-state.ts';
import { decideOnGroup } from '../groups/decide-on-group.ts';
import { type Group, groups } from '../groups/group.ts';
import { endWindow } from '../groups/run-group.ts';
import { type SettlingPorts, settleRecords } from '../records/settle-records.ts';
import { idIn } from '../records/stored-as.ts';
import type { RulesInForce } from '../rules/current-rules.ts';

export type Ports = {
  /** Keys of what is to be looked at by a time (epoch ms), of one slot, page by page. */
  due: (slot: string, until: number) => AsyncIterable<readonly string[]>;
  devices: SettlingPorts<DeviceState>;
  groups: SettlingPorts<Group>;
  currentRules: () => Promise<RulesInForce>;
  now: () => number;
  /** Milliseconds that a reading may be under way: what is due is left to the readings for so long. */
  underWay: number;
};

const slotsAtATime = 4;

/**
 * Looks at everything in these slots whose time has come: durations that end, signals that are silent, alerts to tell of once
 * more, outboxes that nobody has emptied. What it finds is what the next reading would have found, with the same stamps.
 */
export const wakeRecords =
  (ports: Ports) =>
  async (slots: readonly string[]): Promise<void> => {
    const { due, now, underWay } = ports;
    const inForce = await ports.currentRules();
    const [wakeDevice, wakeGroup] = [wakeDevices(ports, inForce), wakeGroups(ports)];
    const failures: unknown[] = [];
    let woken = 0;
    /** One that fails holds up no other: those that were to be woken with it are woken without it. */
    const wake = async (keys: readonly string[]): Promise<void> => {
      try {
        await wakeDevice(keys.flatMap((key) => idIn(devices, key) ?? []));
        await wakeGroup(keys.flatMap((key) => idIn(groups, key) ?? []));
        woken += keys.length;
      } catch (error) {
        if (keys.length === 1) failures.push(error);
        else for (const key of keys) await wake([key]);
      }
    };
    await inParallel(slots, slotsAtATime, async (slot) => {
      for await (const page of due(slot, now() - underWay))
        for (const keys of inBatches(page, { count: 100 })) await wake(keys);
    });
    count('RecordsWoken', woken);
    if (failures.length > 0) throw failures[0];
  };

const wakeDevices = ({ devices: ports, now, underWay }: Ports, { engine, rules }: RulesInForce) => {
  const others = hangsOn(rules);
  return async (ids: readonly string[]): Promise<void> => {
    if (ids.length === 0) return;
    const records = await ports.load(ids);
    const hungOn = others(records.flatMap(({ id, state: { about } }) => (about ? [{ deviceId: id, ...about }] : [])));
    const isOn = isOnIn(hungOn.length === 0 ? [] : await ports.load(hungOn));
    const time = now();
    const decide = decideOnDevice<number>({
      engine,
      step: (state, at) => engine.pass(state, at - underWay - (state.lag ?? 0), isOn),
      nowAt: (at) => at,
      leavesTimers: false,
    });
    await settleRecords(ports, decide)(new Map(ids.map((id) => [id, [time]])));
  };
};

const wakeGroups = ({ groups: ports, now }: Ports) => {
  const decide = decideOnGroup<number>(now, (group, id, time) => endWindow(group, id, time));
  return async (ids: readonly string[]): Promise<void> => {
    if (ids.length > 0) await settleRecords(ports, decide)(new Map(ids.map((id) => [id, [now()]])));
  };
};
