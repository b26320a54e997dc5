import type { SourceRecord } from './source-record.ts';

type FailedAttempts = { attempts: number; endedAt: number; code: string; message: string; lambdaArn: string };

/**
 * A line of the `processing-failed` objects; times are epoch ms. Source: data-transformation-failure-handling in AWS's
 * guide.
 */
export const failedLine = (
  { data, arrivedAt }: SourceRecord,
  { attempts, endedAt, code, message, lambdaArn }: FailedAttempts,
): Buffer =>
  Buffer.from(
    `${JSON.stringify({
      attemptsMade: attempts,
      arrivalTimestamp: arrivedAt,
      errorCode: code,
      errorMessage: message,
      attemptEndingTimestamp: endedAt,
      rawData: data.toString('base64'),
      lambdaArn,
    })}\n`,
  );
