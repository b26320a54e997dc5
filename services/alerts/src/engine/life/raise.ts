import { measured, type Step, to } from './change.ts';
import { groupOf } from './group-of.ts';
import type { Alert, Since } from './life.ts';
import { ms, type Setting } from './setting.ts';

/** Milliseconds until it is looked at again whether creation is still suppressed. */
const recheck = 60_000;

/** A condition begins to hold. */
export const begin = (setting: Setting, since: Since): Step =>
  raiseDue(setting, since) <= since.since ? raise(setting, since, since.since) : to({ status: 'pending', ...since });

/** When a condition that goes on holding raises its alert. */
export const raiseDue = ({ rule }: Setting, { since, again }: Since & { again?: number }): number =>
  again ?? since + ms(rule.for) + ms(rule.suppress?.wait);

/** The condition has held for long enough at `time`: the alert is created, unless a device that it hangs on is known to be down. */
export const raise = (setting: Setting, since: Since, time: number): Step => {
  const { rule, device, quietUntil } = setting;
  if (isSuppressed(setting)) return to({ ...since, status: 'pending', again: time + recheck });
  const raisedAt = time - ('again' in since ? 0 : ms(rule.suppress?.wait));
  const quietEnd = quietUntil(rule.severity, time);
  const nextTold = quietEnd ?? (rule.renotify === undefined ? undefined : time + ms(rule.renotify.every));
  const group = groupOf(setting);
  const alert: Alert = {
    raisedAt,
    summary: rule.summary,
    tenant: device.tenant,
    deviceType: device.deviceType,
    site: device.site,
    ...(setting.measure === undefined ? {} : { measure: setting.measure }),
    severities: [rule.severity],
    ...(nextTold === undefined ? {} : { tellAt: nextTold }),
    ...(quietEnd === undefined ? {} : { isUntold: true as const }),
    ...(group === undefined ? {} : { group }),
  };
  const isLoud = quietEnd === undefined;
  return to(
    { status: 'active', alert },
    { change: 'raised', status: 'active', time: raisedAt, isLoud, alert, ...measured(since) },
  );
};

const isSuppressed = ({ rule: { suppress }, device, isOn }: Setting): boolean => {
  const other = suppress && device.labels[suppress.label];
  return suppress !== undefined && other !== undefined && isOn(other, suppress.rule);
};
