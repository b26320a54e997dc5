import type { ClearReason } from '@millrace/shared/contracts/alert-notification';
import { type Change, measured, type Step, to } from './change.ts';
import { type Acknowledged, type Active, type Alert, type Latched, normal, type Since } from './life.ts';
import type { Setting } from './setting.ts';

/** A condition begins to be clear. */
export const beginClearing = (setting: Setting, life: Active | Acknowledged, since: Since): Step =>
  setting.rule.clearFor ? to({ ...life, clearing: since }) : recover(setting, life, since, since.since);

/** The condition has been clear for long enough at `time`: the alert is over, or latched where nobody has acknowledged it. */
export const recover = (setting: Setting, life: Active | Acknowledged, since: Since, time: number): Step => {
  const { alert } = life;
  if (life.status === 'acknowledged' || !setting.rule.latch) return clear(alert, time, 'recovered', since);
  const latched: Latched = { status: 'latched', alert: { ...alert, returnedAt: time } };
  const isLoud = !alert.isUntold;
  return to(latched, { change: 'returned', status: 'latched', time, isLoud, alert: latched.alert, ...measured(since) });
};

/** The alert is over. Whoever was told of it is told. */
export const clear = (alert: Alert, time: number, because: ClearReason, more: Partial<Change & Since> = {}): Step =>
  to(alert.raisedAt === time ? { status: 'normal', spent: time } : normal, {
    change: 'cleared',
    status: 'cleared',
    time,
    isLoud: !alert.isUntold,
    alert,
    clearedBecause: because,
    ...measured(more),
    ...(more.by === undefined ? {} : { by: more.by }),
  });
