import type { SetAsideRecord } from '@millrace/shared/contracts/set-aside';

/**
 * One thing that was set aside, whoever wrote it down: a user record that a function could not take; a whole record of the
 * stream that Lambda gave up, which may be an aggregate of many; a message that a rule of AWS IoT could not put there.
 */
export type SetAside = Omit<SetAsideRecord, 'reason' | 'index' | 'data'> & {
  /** A reason code of ours; Lambda's condition, `RetryAttemptsExhausted` or `RecordAgeExceeded`; or `IotRuleFailed`. */
  reason: string;
  data: Buffer;
  /** A record of the stream that nobody has opened. */
  whole: boolean;
  /** Of the object that holds it. */
  key: string;
};
