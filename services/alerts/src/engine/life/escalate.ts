import type { AlertSeverity } from '@millrace/shared/contracts/alert-notification';
import type { Observed } from '../conditions/condition.ts';
import { judgement, measuredIn } from '../conditions/threshold.ts';
import { type Step, to } from './change.ts';
import { type Acknowledged, type Active, type Alert, severityOf } from './life.ts';
import { ms, type Setting } from './setting.ts';

/** When an alert that nobody acknowledges reaches its next step by time. */
export const escalationDue = ({ rule: { escalate = [] } }: Setting, { alert }: Active): number | undefined => {
  const next = escalate.find(({ after }, index) => after !== undefined && index + 1 > (alert.step ?? 0));
  return next === undefined ? undefined : alert.raisedAt + ms(next.after);
};

/** The alert stands on the highest step that it has reached by `time`, unacknowledged, and by its values. */
export const standAt = (setting: Setting, life: Active | Acknowledged, time: number): Step => {
  const { alert } = life;
  const step = stepOf(setting, life, time);
  const before = alert.step ?? 0;
  if (step === before) return to(life);
  const severity = severityAt(setting, step);
  const isLoud = setting.quietUntil(severity, time) === undefined && (step > before || !alert.isUntold);
  const moved = withStep(alert, step, severity);
  const told = step > before && isLoud ? heard(moved) : moved;
  return to(
    { ...life, alert: told },
    { change: step > before ? 'escalated' : 'deescalated', status: life.status, time, isLoud, alert: told },
  );
};

/** What a reading says of the steps that go by a value: which are reached, which no longer. */
export const weigh = (setting: Setting, life: Active | Acknowledged, reading: Observed): Active | Acknowledged => {
  const { escalate = [] } = setting.rule;
  const { alert } = life;
  let beyond = alert.beyond ?? 0;
  for (const [index, { when }] of escalate.entries()) {
    const measured = when && measuredIn(reading, when);
    const truth = when && measured && judgement(when)(measured.value);
    if (truth === 'breach') beyond |= 1 << index;
    if (truth === 'clear') beyond &= ~(1 << index);
  }
  return beyond === (alert.beyond ?? 0) ? life : { ...life, alert: { ...alert, beyond } };
};

/** Nobody waits any longer to be told of it. */
export const heard = ({ isUntold: _, ...alert }: Alert): Alert => alert;

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
  { rule: { escalate = [] } }: Setting,
  { status, alert }: Active | Acknowledged,
  time: number,
): number =>
  escalate.findLastIndex(({ after }, index) =>
    after === undefined
      ? ((alert.beyond ?? 0) >> index) & 1
      : status === 'active' && time >= alert.raisedAt + ms(after),
  ) + 1;

/** The severities with this one last. */
const without = (severities: readonly AlertSeverity[], last: AlertSeverity): AlertSeverity[] => [
  ...severities.filter((severity) => severity !== last),
  last,
];
