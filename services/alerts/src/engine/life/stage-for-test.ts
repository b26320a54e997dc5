import type { EffectiveRule } from '@millrace/shared/alert-rules/effective-rule';
import { anEffectiveRule } from '@millrace/shared/testing/an-effective-rule';
import { withdraw } from '../withdraw.ts';
import { type Action, act, type Refusal } from './act.ts';
import type { Step } from './change.ts';
import { lifeDue, meet } from './deadlines.ts';
import { hear } from './hear.ts';
import type { Alert, Life, Open } from './life.ts';
import type { Setting } from './setting.ts';

/** What is far away in a stage, in ms; what comes, comes at 40 at the latest. */
const far = 1_000_000;

/** Of everything that a life waits for, how long it lasts. */
type Times = { again?: number; tellAt?: number; until?: number };

export const settingOf = (rule: Partial<EffectiveRule> = {}, given: Partial<Setting> = {}): Setting => ({
  rule: anEffectiveRule({
    ...{ for: far, clearFor: far },
    renotify: { every: 500, times: 3 },
    escalate: [{ after: far, severity: 'critical' }],
    suppress: { label: 'gateway', rule: 'down' },
    ...rule,
  }),
  device: {
    ...{ deviceId: 'monitor-01', tenant: 'ward-a', deviceType: 'bedside-monitor', site: 'ward-3' },
    labels: { gateway: 'gateway-01' },
  },
  measure: 'heart-rate',
  quietUntil: () => undefined,
  isOn: () => false,
  beyond: 0,
  ...given,
});

export const anAlert = (given: Partial<Alert> = {}): Alert => ({
  raisedAt: 0,
  summary: 'Heart rate is high',
  tenant: 'ward-a',
  deviceType: 'bedside-monitor',
  site: 'ward-3',
  measure: 'heart-rate',
  severities: ['warning'],
  assignee: 'anna',
  ...given,
});

const open = ({ again = far, tellAt = far }: Times): Record<string, Open> => {
  const alert = anAlert({ tellAt });
  const { tellAt: _, ...quiet } = { ...alert, acknowledgedAt: 5 };
  return {
    normal: { status: 'normal' },
    pending: { status: 'pending', since: 0 },
    'pending suppressed': { status: 'pending', since: 0, again },
    active: { status: 'active', alert },
    'active clearing': { status: 'active', alert, clearing: { since: 10 } },
    acknowledged: { status: 'acknowledged', alert: quiet },
    'acknowledged clearing': { status: 'acknowledged', alert: quiet, clearing: { since: 10 } },
    latched: { status: 'latched', alert: { ...alert, returnedAt: 10 } },
  };
};

/** Every state that the life of a rule on a device can be in. */
const states = (times: Times): Record<string, Life> => {
  const awake = open(times);
  const { until = far } = times;
  const asleep = Object.entries(awake).map(
    ([name, was]) => [`snoozed ${name}`, { status: 'snoozed', until, was }] as const,
  );
  return { ...awake, ...Object.fromEntries(asleep), disabled: { status: 'disabled' } };
};

export const stateNames = Object.keys(states({}));

type Event = { times?: Times; happen: (life: Life) => Step | Refusal };

const signal =
  (
    truth: 'breach' | 'between' | 'clear',
    rule: Partial<EffectiveRule> = {},
    given: Partial<Setting> = {},
  ): Event['happen'] =>
  (life) =>
    hear(settingOf(rule, given), life, { time: 30, truth });

/** Everything that is due until 40. */
const passing =
  (rule: Partial<EffectiveRule> = {}, given: Partial<Setting> = {}): Event['happen'] =>
  (from) => {
    const setting = settingOf(rule, given);
    let step: Step = { life: from, changes: [] };
    for (;;) {
      const due = lifeDue(setting, step.life);
      if (due === undefined || due > 40) return step;
      const { life, changes } = meet(setting, step.life, due);
      step = { life, changes: [...step.changes, ...changes] };
    }
  };

const doing =
  (action: Partial<Action>): Event['happen'] =>
  (life) =>
    act(settingOf(), life, { time: 30, by: 'nurse', ...action } as Action);

const isDown = { isOn: () => true };

/** Everything that can happen to it. */
const events: Record<string, Event> = {
  breach: { happen: signal('breach') },
  'breach, for 0': { happen: signal('breach', { for: 0 }) },
  'breach, for 0, suppressed': { happen: signal('breach', { for: 0 }, isDown) },
  between: { happen: signal('between') },
  clear: { happen: signal('clear') },
  'clear, clearFor 0': { happen: signal('clear', { clearFor: 0 }) },
  'clear, clearFor 0, latch': { happen: signal('clear', { clearFor: 0, latch: true }) },
  'held long enough': { happen: passing({ for: 0.04 }) },
  'held long enough, suppressed': { happen: passing({ for: 0.04 }, isDown) },
  'looked at again': { times: { again: 40 }, happen: passing() },
  'looked at again, suppressed': { times: { again: 40 }, happen: passing({}, isDown) },
  'clear long enough': { happen: passing({ clearFor: 0.03 }) },
  'clear long enough, latch': { happen: passing({ clearFor: 0.03, latch: true }) },
  'unacknowledged long enough': { happen: passing({ escalate: [{ after: 0.04, severity: 'critical' }] }) },
  'to be told again': { times: { tellAt: 40 }, happen: passing() },
  'snooze ends': { times: { until: 40 }, happen: passing() },
  acknowledge: { happen: doing({ kind: 'acknowledge' }) },
  enable: { happen: doing({ kind: 'enable' }) },
  disable: { happen: doing({ kind: 'disable' }) },
  reset: { happen: doing({ kind: 'reset' }) },
  snooze: { happen: doing({ kind: 'snooze', until: 70 }) },
  'snooze as long': { happen: doing({ kind: 'snooze', until: far }) },
  assign: { happen: doing({ kind: 'assign', assignee: 'otto' }) },
  'assign as before': { happen: doing({ kind: 'assign', assignee: 'anna' }) },
  comment: { happen: doing({ kind: 'comment', comment: 'seen' }) },
  withdrawal: {
    happen: (life) => {
      const { state, changes } = withdraw({ at: 0, number: 0, life }, 30);
      return { life: state.life, changes };
    },
  },
};

export const eventNames = Object.keys(events);

/**
 * What an event makes of a state: `=` where that stays the same object and nothing is told, else the state that follows, and
 * the changes in brackets, with `!` those that are loud. Or why it is refused.
 */
export const outcomeOf = (stateName: string, eventName: string): string => {
  const { times = {}, happen } = events[eventName] as Event;
  const life = states(times)[stateName] as Life;
  const step = happen(life);
  if ('refused' in step) return `refused: ${step.refused}`;
  const told = step.changes.map(({ change, isLoud }) => (isLoud ? `${change}!` : change)).join(', ');
  if (step.life === life && told === '') return '=';
  const name = step.life === life ? '=' : nameOf(step.life);
  return told === '' ? name : `${name} (${told})`;
};

const nameOf = (life: Life): string => {
  if (life.status === 'snoozed') return `snoozed ${nameOf(life.was)}`;
  if (life.status === 'pending') return life.again === undefined ? 'pending' : 'pending suppressed';
  return 'clearing' in life ? `${life.status} clearing` : life.status;
};
