import { earliest } from '../conditions/condition.ts';
import { type Change, type Step, to } from './change.ts';
import { recover } from './end.ts';
import { escalationDue, heard, standAt } from './escalate.ts';
import {
  type Active,
  type Alert,
  alertIn,
  type Latched,
  type Life,
  type Open,
  type Snoozed,
  severityOf,
} from './life.ts';
import { raise, raiseDue } from './raise.ts';
import { ms, type Setting } from './setting.ts';
import { silently } from './silently.ts';

/** The device time at which a life changes though its condition says nothing new. */
export const lifeDue = (setting: Setting, life: Life): number | undefined => {
  switch (life.status) {
    case 'disabled':
      return undefined;
    case 'snoozed':
      return earliest([life.until, silentDue(setting, life.was)]);
    case 'active':
      return earliest([silentDue(setting, life), escalationDue(setting, life), life.alert.tellAt]);
    case 'latched':
      return life.alert.tellAt;
    default:
      return silentDue(setting, life);
  }
};

/** The same of what goes on behind a snooze, where nobody is reminded of anything. */
const silentDue = (setting: Setting, life: Open): number | undefined => {
  if (life.status === 'pending') return raiseDue(setting, life);
  if (life.status !== 'active' && life.status !== 'acknowledged') return undefined;
  return life.clearing && life.clearing.since + ms(setting.rule.clearFor);
};

/** The life after what is due at `time`: of several things that are due then, the first. */
export const meet = (setting: Setting, life: Life, time: number): Step => {
  if (life.status === 'disabled') return to(life);
  if (life.status === 'snoozed')
    return silentDue(setting, life.was) === time
      ? silently(life, meetSilent(setting, life.was, time))
      : awaken(setting, life, time);
  if (silentDue(setting, life) === time) return meetSilent(setting, life, time);
  if (life.status === 'active' && escalationDue(setting, life) === time) return standAt(setting, life, time);
  return life.status === 'active' || life.status === 'latched' ? remind(setting, life, time) : to(life);
};

const meetSilent = (setting: Setting, life: Open, time: number): Step => {
  if (life.status === 'pending') return raise(setting, life, time);
  if ((life.status === 'active' || life.status === 'acknowledged') && life.clearing)
    return recover(setting, life, life.clearing, time);
  return to(life);
};

/** The snooze is over: what is on now, everybody hears, told before or not. */
export const awaken = (setting: Setting, { was }: Snoozed, time: number, by?: Pick<Change, 'by'>): Step => {
  const on = alertIn(was);
  if (!('alert' in was) || on === undefined) return to(was, ...(by ? [ended(time, by)] : []));
  const { status } = was;
  const quietEnd = setting.quietUntil(severityOf(on), time);
  const alert = againAfter(setting, quietEnd === undefined ? heard(on) : on, quietEnd ?? time);
  const isLoud = quietEnd === undefined;
  return to({ ...was, alert }, { change: 'unsnoozed', status, time, isLoud, alert, ...by });
};

const ended = (time: number, by: Pick<Change, 'by'>): Change => ({
  ...{ change: 'unsnoozed', status: 'cleared', time, isLoud: false },
  ...by,
});

/** Tells of an alert once more, or at last. In quiet hours it waits for their end. */
const remind = (setting: Setting, life: Active | Latched, time: number): Step => {
  const { alert, status } = life;
  const quietEnd = setting.quietUntil(severityOf(alert), time);
  if (quietEnd !== undefined) return to({ ...life, alert: { ...alert, tellAt: quietEnd } });
  const told = (alert.told ?? 0) + (alert.isUntold ? 0 : 1);
  const next = againAfter(setting, { ...heard(alert), ...(told === 0 ? {} : { told }) }, time);
  return to({ ...life, alert: next }, { change: 'renotified', status, time, isLoud: true, alert: next });
};

/** The alert with the time at which it is told of once more, if the rule has any telling left. */
const againAfter = ({ rule: { renotify } }: Setting, { tellAt: _, ...alert }: Alert, time: number): Alert =>
  renotify === undefined || (alert.told ?? 0) >= renotify.times
    ? alert
    : { ...alert, tellAt: time + ms(renotify.every) };
