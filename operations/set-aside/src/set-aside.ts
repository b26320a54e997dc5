import type { SetAsideRecord } from '@millrace/shared/contracts/set-aside';

/**
 * One thing that was set aside, whoever wrote it down: a user record that a function could not take, or a whole record of the
 * stream that Lambda gave up, which may be an aggregate of many.
 */
export type SetAside = Omit<SetAsideRecord, 'reason' | 'index' | 'data'> & {
  /** A reason code of ours, or Lambda's condition: `RetryAttemptsExhausted`, `RecordAgeExceeded`. */
  reason: string;
  data: Buffer;
  /** Of the object that holds it. */
  key: string;
};
