import { measured, type Step, to } from './change.ts';
import { groupOf } from './group-of.ts';
import type { Active, Normal, Since } from './life.ts';
import { ms, type Setting } from './setting.ts';
import { tell } from './tell.ts';

/** Milliseconds until it is looked at again whether creation is still suppressed. */
const recheck = 60_000;

/** A condition begins to hold. */
export const begin = (setting: Setting, { spent = -1 }: Normal, breach: Since): Step => {
  const since = { ...breach, since: Math.max(breach.since, spent + 1) };
  return raiseDue(setting, since) <= breach.since
    ? raise(setting, since, breach.since)
    : to({ status: 'pending', ...since });
};

/** When a condition that goes on holding raises its alert. */
export const raiseDue = ({ rule }: Setting, { since, again }: Since & { again?: number }): number =>
  again ?? since + ms(rule.for) + ms(rule.suppress?.wait);

/** The condition has held for long enough at `time`: the alert is created, unless a device that it hangs on is known to be down. */
export const raise = (setting: Setting, since: Since, time: number): Step => {
  const { rule, device } = setting;
  if (isSuppressed(setting)) return to({ ...since, status: 'pending', again: time + recheck });
  const raisedAt = time - ('again' in since ? 0 : ms(rule.suppress?.wait));
  const group = groupOf(setting);
  const created: Active = {
    status: 'active',
    alert: {
      raisedAt,
      summary: rule.summary,
      tenant: device.tenant,
      deviceType: device.deviceType,
      site: device.site,
      ...(setting.measure === undefined ? {} : { measure: setting.measure }),
      severities: [rule.severity],
      isUntold: true,
      ...(group === undefined ? {} : { group }),
    },
  };
  const { life, isLoud } = tell(setting, created, time);
  return to(life, {
    change: 'raised',
    status: 'active',
    time: raisedAt,
    isLoud,
    alert: life.alert,
    ...measured(since),
  });
};

const isSuppressed = ({ rule: { suppress }, device, isOn }: Setting): boolean => {
  const other = suppress && device.labels[suppress.label];
  return suppress !== undefined && other !== undefined && isOn(other, suppress.rule);
};
