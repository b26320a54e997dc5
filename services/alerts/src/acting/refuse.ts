import { Problem } from '@millrace/shared/runtime/http';
import type { Outcome } from './take-action.ts';

/** Why something was not done, where the state alone says so. */
export const refuse = (outcome: Exclude<Outcome, 'done' | 'over' | 'unknown-device'>): Problem => {
  switch (outcome) {
    case 'busy':
      return new Problem(503, 'busy', 'Too much is still to be told of this device; try again.', {
        headers: { 'retry-after': '1' },
      });
    case 'key-reused':
      return new Problem(422, 'key-reused', 'This Idempotency-Key came with another request before.');
    case 'unknown-rule':
      return new Problem(
        409,
        'rule-withdrawn',
        'The rule no longer holds for the device, and the alert ends by itself.',
      );
    case 'no-alert':
      return new Problem(409, 'no-alert', 'No alert of the rule is on for the device.');
    case 'disabled':
      return new Problem(409, 'disabled', 'The rule is disabled on the device; it can only be enabled.');
  }
};
