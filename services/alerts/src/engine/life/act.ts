import type { AlertStatus } from '@millrace/shared/contracts/alert-notification';
import { type Change, type Step, to } from './change.ts';
import { awaken } from './deadlines.ts';
import { clear } from './end.ts';
import { severityAt, stepOf, withStep } from './escalate.ts';
import { type Alert, alertIn, type Life, normal, type Open } from './life.ts';
import type { Setting } from './setting.ts';

/** What people do to a rule on a device. `time` is the device time that it is then, `by` whoever does it. */
export type Action = { time: number; by: string } & (
  | { kind: 'acknowledge' | 'enable' | 'disable' | 'reset' }
  | { kind: 'snooze'; until: number }
  | { kind: 'assign'; assignee: string }
  | { kind: 'comment'; comment: string }
);

/** The action, not before `time`: what it is to last, it lasts. */
export const notBefore = (time: number, action: Action): Action => {
  if (action.time >= time) return action;
  return action.kind === 'snooze' ? { ...action, time, until: action.until + time - action.time } : { ...action, time };
};

/** Why an action cannot be done where the life stands. */
export type Refusal = { refused: 'no-alert' | 'disabled' | 'not-disabled' };

/**
 * The life after an action. What is already as the action wants it stays as it is, so that an action may come twice.
 * A disabled rule knows one action, to be enabled; from then on the condition counts as from the next reading.
 */
export const act = (setting: Setting, life: Life, action: Action): Step | Refusal => {
  const { time, by } = action;
  if (life.status === 'disabled') {
    if (action.kind === 'disable') return to(life);
    return action.kind === 'enable' ? to(normal, ofNoAlert('enabled', action)) : { refused: 'disabled' };
  }
  const alert = alertIn(life);
  switch (action.kind) {
    case 'enable':
      return life.status === 'snoozed' ? awaken(setting, life, time, { by }) : { refused: 'not-disabled' };
    case 'disable': {
      const ended = alert === undefined ? [] : clear(alert, time, 'disabled', { by }).changes;
      return to({ status: 'disabled' }, ...ended, ofNoAlert('disabled', action));
    }
    case 'reset':
      return alert === undefined ? { refused: 'no-alert' } : reset(life, clear(alert, time, 'reset', { by }));
    case 'snooze': {
      if (life.status === 'snoozed' && life.until === action.until) return to(life);
      const was: Open = life.status === 'snoozed' ? life.was : life;
      const snoozed: Life = { status: 'snoozed', until: action.until, was };
      const until = { until: action.until };
      return alert === undefined
        ? to(snoozed, { ...ofNoAlert('snoozed', action), ...until })
        : to(snoozed, { ...told('snoozed', 'snoozed', alert, action), ...until });
    }
    case 'acknowledge':
      return acknowledge(setting, life, action);
    case 'assign': {
      if (alert === undefined) return { refused: 'no-alert' };
      if (alert.assignee === action.assignee) return to(life);
      const assigned = { ...alert, assignee: action.assignee };
      return to(withAlert(life, assigned), told('assigned', statusOf(life), assigned, action));
    }
    case 'comment':
      return alert === undefined
        ? { refused: 'no-alert' }
        : to(life, { ...told('commented', statusOf(life), alert, action), comment: action.comment });
  }
};

/** A snooze is of the rule, and outlasts the alert. */
const reset = (life: Life, ended: Step): Step =>
  life.status === 'snoozed' ? { ...ended, life: { ...life, was: ended.life as Open } } : ended;

const acknowledge = (setting: Setting, life: Exclude<Life, { status: 'disabled' }>, action: Action): Step | Refusal => {
  if (life.status === 'snoozed') {
    const behind = acknowledge(setting, life.was, action);
    if ('refused' in behind) return behind;
    if (behind.life === life.was) return to(life);
    const stillSnoozed = behind.changes.map((each) =>
      each.change === 'cleared' ? each : { ...each, status: 'snoozed' as const },
    );
    return to({ ...life, was: behind.life as Open }, ...stillSnoozed);
  }
  const { time, by } = action;
  switch (life.status) {
    case 'acknowledged':
      return to(life);
    case 'latched':
      return clear({ ...life.alert, acknowledgedAt: time }, time, 'acknowledged', { by });
    case 'active': {
      const { tellAt: _, ...quiet } = life.alert;
      const seen = { ...life, status: 'acknowledged' as const, alert: { ...quiet, acknowledgedAt: time } };
      const step = stepOf(setting, seen, time);
      const alert = withStep(seen.alert, step, severityAt(setting, step));
      return to({ ...seen, alert }, told('acknowledged', 'acknowledged', alert, action));
    }
    default:
      return { refused: 'no-alert' };
  }
};

const told = (change: Change['change'], status: AlertStatus, alert: Alert, { time, by }: Action): Change => ({
  ...{ change, status, time, by, alert },
  isLoud: !alert.isUntold,
});

const ofNoAlert = (change: Change['change'], { time, by }: Action): Change => ({
  ...{ change, status: 'cleared', time, by },
  isLoud: false,
});

const statusOf = ({ status }: Life): AlertStatus => status as AlertStatus;

const withAlert = (life: Life, alert: Alert): Life => {
  if (life.status === 'snoozed') return { ...life, was: withAlert(life.was, alert) as Open };
  return { ...life, alert } as Life;
};
