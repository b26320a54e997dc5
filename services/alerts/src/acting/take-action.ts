import type { DeviceEngine } from '../engine/device-engine.ts';
import type { DeviceState, Moved } from '../engine/device-state.ts';
import type { Refusal } from '../engine/life/act.ts';
import { alertIn } from '../engine/life/life.ts';
import { type RuleState, untouched } from '../engine/rule-state.ts';
import { actionOf, type Intent } from './intent.ts';
import { actedOn, type Once, withKey } from './once.ts';

/** What somebody wants done to a rule on a device. */
export type Wanted = {
  tenant: string;
  by: string;
  rule: string;
  /** The one alert that it is meant for, by its raise; left out, whatever is on. */
  raisedAt?: number;
  intent: Intent;
  once?: Once;
  /** The device, should nothing be kept of it yet. */
  about?: NonNullable<DeviceState['about']>;
  /** Wall clock. */
  now: number;
};

/** `over`: the alert that it is meant for is not on, or not the tenant's. `busy`: too much is still to be told of the device. */
export type Outcome =
  | 'done'
  | 'over'
  | 'busy'
  | 'key-reused'
  | 'unknown-device'
  | 'unknown-rule'
  | Exclude<Refusal['refused'], 'not-disabled'>;

type Taken = { moved: Moved; outcome: Outcome };

/**
 * The device after what somebody wants. What is already so is done, and what was done under the same key is not done again.
 * It is done at the time that it is on the device's clock.
 */
export const takeAction =
  (engine: DeviceEngine, { tenant, by, rule, raisedAt, intent, once, about, now }: Wanted) =>
  (state: DeviceState): Taken => {
    const still = (outcome: Outcome): Taken => ({ moved: { state, news: [] }, outcome });
    const described = state.about || !about ? state : { ...state, about };
    const before = described.rules.get(rule) ?? untouched;
    const acted = once && actedOn(before, once);
    if (acted) return still(acted === 'this' ? 'done' : 'key-reused');
    if (raisedAt === undefined) {
      if (described.about?.tenant !== tenant) return still('unknown-device');
    } else if (!isOn(before, raisedAt, tenant)) return still('over');
    const moved = engine.act(described, rule, actionOf(intent, now - (state.lag ?? 0), by), nowhere);
    if ('refused' in moved) return still(moved.refused === 'not-disabled' ? 'done' : moved.refused);
    if (once) return { moved: { ...moved, state: remembering(moved.state, rule, once) }, outcome: 'done' };
    return moved.state === described ? still('done') : { moved, outcome: 'done' };
  };

const isOn = ({ life }: RuleState, raisedAt: number, tenant: string): boolean => {
  const alert = alertIn(life);
  return alert?.raisedAt === raisedAt && alert.tenant === tenant;
};

const remembering = (state: DeviceState, rule: string, once: Once): DeviceState => ({
  ...state,
  rules: new Map(state.rules).set(rule, withKey(state.rules.get(rule) ?? untouched, once)),
});

/** An action raises nothing, so it asks for no other device's alert. */
const nowhere = () => false;
