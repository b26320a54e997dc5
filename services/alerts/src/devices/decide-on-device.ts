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
  /** Whether the time to look again may stay as it is where it is early enough: each change of it is a write to an index. */
  mayStay: boolean;
  room?: number;
};

/** Takes a device through inputs in turn, for as long as its outbox has room. */
export const decideOnDevice =
  <Input>({ engine, step, nowAt, mayStay, room = outboxBytes }: Deciding<Input>) =>
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
    const due = engine.dueAt(state);
    const dueAt = due === undefined ? undefined : due + (state.lag ?? 0);
    const known = record.dueAt ?? Number.POSITIVE_INFINITY;
    const isKnownInTime = known <= (dueAt ?? Number.POSITIVE_INFINITY);
    if (state === record.state && (mayStay ? isKnownInTime : dueAt === record.dueAt)) return { record, done };
    const alerting = alertingTenant(state);
    const { alerting: _, ...rest } = record;
    const next = withNews(rest, {
      state,
      outbox,
      dueAt: mayStay && isKnownInTime && known > now ? record.dueAt : dueAt,
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
