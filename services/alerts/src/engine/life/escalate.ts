import type { AlertSeverity } from '@millrace/shared/contracts/alert-notification';
import { type Step, to } from './change.ts';
import { type Acknowledged, type Active, type Alert, type Life, severityOf } from './life.ts';
import { ms, type Setting } from './setting.ts';
import { silently } from './silently.ts';
import { tell } from './tell.ts';

/** When an alert that nobody acknowledges reaches its next step by time. */
export const escalationDue = ({ rule: { escalate = [] } }: Setting, { alert }: Active): number | undefined => {
  const next = escalate.find(({ after }, index) => after !== undefined && index + 1 > (alert.step ?? 0));
  return next === undefined ? undefined : alert.raisedAt + ms(next.after);
};

/** What is on moves to the step that it has reached by `time`, silently behind a snooze. */
export const stand = (setting: Setting, life: Life, time: number): Step => {
  if (setting.rule.escalate === undefined) return to(life);
  const open = life.status === 'snoozed' ? life.was : life;
  if (open.status !== 'active' && open.status !== 'acknowledged') return to(life);
  const step = standAt(setting, open, time);
  return life.status === 'snoozed' ? silently(life, step) : step;
};

/** The alert stands on the highest step that it has reached by `time`, unacknowledged, and by its values. */
export const standAt = (setting: Setting, life: Active | Acknowledged, time: number): Step => {
  const { alert, status } = life;
  const step = stepOf(setting, life, time);
  const before = alert.step ?? 0;
  if (step === before) return to(life);
  const severity = severityAt(setting, step);
  const moved = { ...life, alert: withStep(alert, step, severity) };
  if (step > before) {
    const told = tell(setting, moved, time);
    return to(told.life, { change: 'escalated', status, time, isLoud: told.isLoud, alert: told.life.alert });
  }
  const isLoud = setting.quietUntil(severity, time) === undefined && !alert.isUntold;
  return to(moved, { change: 'deescalated', status, time, isLoud, alert: moved.alert });
};

/** The alert on a step, 0 being none. */
export const withStep = (alert: Alert, step: number, severity: AlertSeverity): Alert => {
  const { step: _, ...rest } = alert;
  const severities = severity === severityOf(alert) ? alert.severities : without(alert.severities, severity);
  return { ...rest, severities, ...(step === 0 ? {} : { step }) };
};

export const severityAt = ({ rule: { severity, escalate = [] } }: Setting, step: number): AlertSeverity =>
  escalate[step - 1]?.severity ?? severity;

/** The highest step reached. Steps by time are for alerts that nobody has acknowledged. */
export const stepOf = (
  { rule: { escalate = [] }, beyond }: Setting,
  { status, alert }: Active | Acknowledged,
  time: number,
): number =>
  escalate.findLastIndex(({ after }, index) =>
    after === undefined ? (beyond >> index) & 1 : status === 'active' && time >= alert.raisedAt + ms(after),
  ) + 1;

/** The severities with this one last. */
const without = (severities: readonly AlertSeverity[], last: AlertSeverity): AlertSeverity[] => [
  ...severities.filter((severity) => severity !== last),
  last,
];
