import { Problem } from '@millrace/shared/runtime/http';
import { isThrottling } from '@millrace/shared/runtime/may-pass';

/** Seconds. The stream was asked several times before. */
export const retryAfter = { headers: { 'retry-after': '1' } };

/** How a request is refused that the stream did not take: 429 where it is throttled, 503 where it fails otherwise. */
export const untakenProblem = (untaken: readonly { code: string }[]): Problem =>
  untaken.some(({ code }) => isThrottling(code))
    ? new Problem(429, 'stream-throttled', 'Too many readings at once; send them again, slower.', retryAfter)
    : new Problem(503, 'stream-busy', 'The stream did not take all readings; send them again.', retryAfter);
