import type { AlertNotification } from '@millrace/shared/contracts/alert-notification';

/** What a clear repeats of its raise. Rule and device are known from where the state is kept. */
export type Alert = Pick<
  AlertNotification,
  'alertId' | 'severity' | 'summary' | 'tenant' | 'deviceType' | 'site' | 'measure' | 'raisedAt'
>;

/**
 * Where one rule stands on one device. `at` is the device time of the reading that brought it there, so in `pending` the
 * condition has held since then, and in `clearing` values have been clear since then.
 */
export type RuleState =
  | { status: 'normal'; at: number }
  | { status: 'pending'; at: number }
  | { status: 'active'; at: number; alert: Alert }
  | { status: 'clearing'; at: number; alert: Alert };

export type Transition = { state: RuleState; changes: AlertNotification[] };

/** Before the first reading: no device time is negative. */
export const untouched: RuleState = { status: 'normal', at: -1 };
