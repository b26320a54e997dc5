import type { Change, Step } from './change.ts';
import { type Alert, alertIn, type Life, type Open, type Snoozed } from './life.ts';

/**
 * What happens behind a snooze is kept and not told, but for the end of an alert that somebody was told of. An alert that
 * nobody was told of before stays so.
 */
export const silently = (life: Snoozed, { life: now, changes }: Step): Step => {
  if (now === life.was) return { life, changes };
  const before = alertIn(life.was);
  const was = before === undefined || before.isUntold ? untold(now as Open) : (now as Open);
  return { life: { ...life, was }, changes: changes.map((change) => quiet(change, was)) };
};

const quiet = (change: Change, was: Life): Change => {
  if (change.change === 'cleared') return change;
  const alert = alertIn(was);
  return { ...change, status: 'snoozed', isLoud: false, ...(alert ? { alert } : {}) };
};

const untold = (life: Open): Open => ('alert' in life ? { ...life, alert: asUntold(life.alert) } : life);
const asUntold = (alert: Alert): Alert => ({ ...alert, isUntold: true });
