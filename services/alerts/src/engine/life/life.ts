import type { AlertSeverity } from '@millrace/shared/contracts/alert-notification';
import type { MeasureValue } from '@millrace/shared/contracts/reading';

/** One episode of a rule on a device. Times are the device's own, in epoch milliseconds. */
export type Alert = {
  raisedAt: number;
  summary: string;
  tenant: string;
  deviceType: string;
  site: string;
  measure?: string;
  /** Every severity that it has had; the last one is its severity now. */
  severities: readonly AlertSeverity[];
  /** The escalation step that it stands on; left out, none. */
  step?: number;
  /** When it is told of at last, or once more. */
  tellAt?: number;
  /** How often it has been told of once more. */
  told?: number;
  /** Nobody has been told of it: it was raised in quiet hours or while the rule was snoozed. */
  isUntold?: true;
  acknowledgedAt?: number;
  returnedAt?: number;
  assignee?: string;
  group?: string;
};

/** Something measured, and since when it holds. */
export type Since = { since: number; value?: MeasureValue; unit?: string };

/** `spent`: an alert was raised and ended at this instant. The next begins after it, for its instant names an alert. */
export type Normal = { status: 'normal'; spent?: number };
/** The condition holds, not yet for long enough. `again`: creation is suppressed until then at least. */
export type Pending = { status: 'pending'; again?: number } & Since;
/** `clearing`: the condition is clear, not yet for long enough. */
export type Active = { status: 'active'; alert: Alert; clearing?: Since };
export type Acknowledged = { status: 'acknowledged'; alert: Alert; clearing?: Since };
export type Latched = { status: 'latched'; alert: Alert };
/** What is not silenced. */
export type Open = Normal | Pending | Active | Acknowledged | Latched;
/** Goes on as `was`, silently, until `until`. */
export type Snoozed = { status: 'snoozed'; until: number; was: Open };
export type Disabled = { status: 'disabled' };

/** Where a rule stands on a device. */
export type Life = Open | Snoozed | Disabled;

export const normal: Normal = { status: 'normal' };

/** The alert that is on, told or not. */
export const alertIn = (life: Life): Alert | undefined => {
  if (life.status === 'snoozed') return alertIn(life.was);
  return 'alert' in life ? life.alert : undefined;
};

export const severityOf = ({ severities }: Alert): AlertSeverity => severities.at(-1) ?? 'info';
