import type { EffectiveRule } from '@millrace/shared/alert-rules/effective-rule';
import { AlertSeverity } from '@millrace/shared/contracts/alert-notification';
import * as Type from 'typebox';
import type { DeviceState } from '../engine/device-state.ts';
import { alertIn, normal } from '../engine/life/life.ts';
import { alertIdOf } from '../engine/notification-of.ts';
import { timeText } from './alert.ts';

/** `pending`: the condition holds, not yet for long enough. */
const standings = ['normal', 'pending', 'active', 'acknowledged', 'latched', 'snoozed', 'disabled'] as const;

/** A rule that holds for a device, and where it stands there. */
export const RuleOnDevice = Type.Object({
  rule: Type.String(),
  summary: Type.String(),
  severity: AlertSeverity,
  status: Type.Enum(standings),
  snoozedUntil: Type.Optional(Type.String({ format: 'date-time' })),
  alertId: Type.Optional(Type.String({ description: 'of the alert that is on' })),
});
type RuleOnDevice = Type.Static<typeof RuleOnDevice>;

/** An alert that was raised while the device was another tenant's is not named. */
export const ruleOnDevice = (
  { id, summary, severity }: EffectiveRule,
  { deviceId, rules }: DeviceState,
  tenant: string,
): RuleOnDevice => {
  const life = rules.get(id)?.life ?? normal;
  const alert = alertIn(life);
  return {
    ...{ rule: id, summary, severity, status: life.status },
    ...(life.status === 'snoozed' ? { snoozedUntil: timeText(life.until) } : {}),
    ...(alert?.tenant === tenant ? { alertId: alertIdOf(id, deviceId, alert) } : {}),
  };
};
