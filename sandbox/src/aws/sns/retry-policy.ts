import { AwsError } from '../../wire/aws-service.ts';
import type { Protocol } from './subscription.ts';

/**
 * The pause before each retry, in ms: SNS's own delivery policies, without jitter so that runs repeat exactly.
 * HTTP: 3 retries 20 s apart. Lambda and SQS: 3 at once, 2 a second apart, 10 from 1 s up to 20 s, then every 20 s;
 * there AWS goes on for 23 days, and this stops after 50 retries (some 14 minutes) so that a run can end.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
 */
export const retryDelay = (protocol: Protocol, retry: number): number | undefined =>
  (protocol.startsWith('http') ? httpDelays : managedDelays)[retry - 1];

const httpDelays = [20_000, 20_000, 20_000];

const backoff = Array.from({ length: 10 }, (_, step) => Math.round(1000 * 20 ** (step / 9)));

const managedDelays = [0, 0, 0, 1000, 1000, ...backoff, ...Array<number>(35).fill(20_000)];

/** An answer that HTTP retrying cannot help: any 4XX but 429. */
export const isPermanentStatus = (status: number): boolean => status >= 400 && status < 500 && status !== 429;

/** A queue or function that is not there, or closed to SNS, is a client-side error: not retried. */
export const isPermanentError = (error: unknown): boolean =>
  error instanceof AwsError && /NotFound|NonExistent|DoesNotExist|AccessDenied|Authorization/.test(error.code);
