import { earliest } from '../engine/conditions/condition.ts';
import type { DeviceEngine } from '../engine/device-engine.ts';
import type { DeviceState, IsOn, Moved } from '../engine/device-state.ts';
import { outboxBytes, sizeOf, unsentOf } from '../outbox/unsent.ts';
import { withNews } from '../records/kept.ts';
import type { Decision } from '../records/settle-records.ts';
import { alertingTenant, type DeviceRecord } from './device-record.ts';

type Deciding<Input> = {
  engine: DeviceEngine;
  /** What one input makes of the device. */
  step: (state: DeviceState, input: Input) => Moved;
  /** The wall clock at an input, in epoch milliseconds. */
  nowAt: (input: Input) => number;
  /** Whether a time that has come is for others to look at. */
  leavesTimers: boolean;
  room?: number;
};

/** Milliseconds after which an alert that is on is looked at in any case: its rule may be gone while the device is silent. */
const lookAgain = 3_600_000;

/**
 * Takes a device through inputs in turn, for as long as its outbox has room. The time to look again stays as it is where it is
 * early enough and ahead: each change of it is a write to an index.
 */
export const decideOnDevice =
  <Input>({ engine, step, nowAt, leavesTimers, room = outboxBytes }: Deciding<Input>) =>
  (record: DeviceRecord, inputs: readonly Input[]): Decision<DeviceState> => {
    let { state } = record;
    const outbox = [...record.outbox];
    let used = sizeOf(outbox);
    let done = 0;
    for (const input of inputs) {
      if (used >= room) break;
      const moved = step(state, input);
      state = moved.state;
      const unsent = moved.news.map(unsentOf);
      outbox.push(...unsent);
      used += sizeOf(unsent);
      done += 1;
    }
    const last = inputs[done - 1];
    if (last === undefined) return { record, done };
    const now = nowAt(last);
    const alerting = alertingTenant(state);
    const due = engine.dueAt(state);
    const dueAt = earliest([
      due === undefined ? undefined : due + (state.lag ?? 0),
      alerting === undefined ? undefined : now + lookAgain,
    ]);
    const known = record.dueAt ?? Number.POSITIVE_INFINITY;
    const isEarly = known <= (dueAt ?? Number.POSITIVE_INFINITY);
    const stays = isEarly && known > now;
    if (state === record.state && (stays || (isEarly && leavesTimers))) return { record, done };
    const { alerting: _, ...rest } = record;
    const next = withNews(rest, {
      state,
      outbox,
      dueAt: stays ? record.dueAt : dueAt,
      now,
    });
    return { record: alerting === undefined ? next : { ...next, alerting }, done };
  };

/** Whether alerts are on, as far as these records know. */
export const isOnIn =
  (records: readonly DeviceRecord[]): IsOn =>
  (deviceId, ruleId) => {
    const life = records.find(({ id }) => id === deviceId)?.state.rules.get(ruleId)?.life;
    const open = life?.status === 'snoozed' ? life.was : life;
    return open?.status === 'active' || open?.status === 'acknowledged';
  };
