import { earliest } from '../conditions/condition.ts';
import { type Change, type Step, to } from './change.ts';
import { recover } from './end.ts';
import { escalationDue, standAt } from './escalate.ts';
import {
  type Acknowledged,
  type Active,
  type Latched,
  type Life,
  type Open,
  type Snoozed,
  severityOf,
} from './life.ts';
import { raise, raiseDue } from './raise.ts';
import { ms, type Setting } from './setting.ts';
import { silently } from './silently.ts';
import { againAfter, tell } from './tell.ts';

/** The device time at which a life changes though its condition says nothing new. */
export const lifeDue = (setting: Setting, life: Life): number | undefined => {
  switch (life.status) {
    case 'disabled':
      return undefined;
    case 'snoozed':
      return earliest([life.until, silentDue(setting, life.was)]);
    case 'active':
    case 'latched':
      return earliest([silentDue(setting, life), life.alert.tellAt]);
    default:
      return silentDue(setting, life);
  }
};

/** The same of what goes on behind a snooze, where nobody is reminded of anything. */
const silentDue = (setting: Setting, life: Open): number | undefined => {
  switch (life.status) {
    case 'pending':
      return raiseDue(setting, life);
    case 'active':
      return earliest([clearingDue(setting, life), escalationDue(setting, life)]);
    case 'acknowledged':
      return clearingDue(setting, life);
    default:
      return undefined;
  }
};

const clearingDue = ({ rule }: Setting, { clearing }: Active | Acknowledged): number | undefined =>
  clearing && clearing.since + ms(rule.clearFor);

/** The life after what is due at `time`: of several things that are due then, the first. */
export const meet = (setting: Setting, life: Life, time: number): Step => {
  if (life.status === 'disabled') return to(life);
  if (life.status === 'snoozed')
    return silentDue(setting, life.was) === time
      ? silently(life, meetSilent(setting, life.was, time))
      : awaken(setting, life, time);
  if (silentDue(setting, life) === time) return meetSilent(setting, life, time);
  return life.status === 'active' || life.status === 'latched' ? remind(setting, life, time) : to(life);
};

const meetSilent = (setting: Setting, life: Open, time: number): Step => {
  if (life.status === 'pending') return raise(setting, life, time);
  if (life.status !== 'active' && life.status !== 'acknowledged') return to(life);
  const { clearing } = life;
  return clearing && clearingDue(setting, life) === time
    ? recover(setting, life, clearing, time)
    : standAt(setting, life, time);
};

/** The snooze is over: what is on now, everybody hears, told before or not. */
export const awaken = (setting: Setting, { was }: Snoozed, time: number, by?: Pick<Change, 'by'>): Step => {
  if (!('alert' in was)) return to(was, ...(by ? [ended(time, by)] : []));
  const { life, isLoud } = tell(setting, was, time);
  const { status, alert } = life;
  return to(life, { change: 'unsnoozed', status, time, isLoud, alert, ...by });
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
  const counted = alert.isUntold ? alert : { ...alert, told: (alert.told ?? 0) + 1 };
  const next = againAfter(setting, { ...life, alert: counted }, time);
  return to({ ...life, alert: next }, { change: 'renotified', status, time, isLoud: true, alert: next });
};
