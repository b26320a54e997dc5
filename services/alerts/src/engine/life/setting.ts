import type { EffectiveRule } from '@millrace/shared/alert-rules/effective-rule';
import type { AlertSeverity } from '@millrace/shared/contracts/alert-notification';
import type { EnrichedReading } from '@millrace/shared/contracts/enriched-reading';

export type Device = Pick<EnrichedReading, 'deviceId' | 'tenant' | 'deviceType' | 'site' | 'labels'>;

/** What a life goes by: the rule as it holds for the device, and the device as it was last described. */
export type Setting = {
  rule: EffectiveRule;
  device: Device;
  /** The measure that an alert is about. */
  measure: string | undefined;
  /** The end of the quiet hours that an instant lies in, for an alert of this severity. */
  quietUntil: (severity: AlertSeverity, time: number) => number | undefined;
  /** Whether an alert of that rule is on for that device. */
  isOn: (deviceId: string, ruleId: string) => boolean;
  /** Escalation steps that the latest values reach, as bits. */
  beyond: number;
};

/** Milliseconds of a rule's seconds. */
export const ms = (seconds = 0): number => seconds * 1000;
