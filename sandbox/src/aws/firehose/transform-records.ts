import { randomUUID } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import type { Invoke } from '../../lambda/invoke.ts';
import { AwsError } from '../../wire/aws-service.ts';
import { region } from '../account.ts';
import type { DeliveryStream, Transform } from './delivery-stream.ts';
import { type Failure, type Outcome, readResults } from './read-results.ts';
import type { SourceRecord } from './source-record.ts';

export type Transformed = { record: SourceRecord; outcome: Outcome; attempts: number; endedAt: number };

/**
 * Puts records through the stream's function, one outcome for each, in their order. A failed invocation is repeated at
 * once, `retries` times, then it fails all its records; an answer that is wrong is final.
 */
export const transformRecords =
  ({ clock, invoke }: { clock: Clock; invoke: Invoke }) =>
  async (stream: DeliveryStream, transform: Transform, records: SourceRecord[]): Promise<Transformed[]> => {
    const transformed: Transformed[] = [];
    for (const batch of batchesOf(records)) {
      const event = `${eventHead(stream)}${batch.map(({ entry }) => entry).join(',')}]}`;
      const { answer, attempts } = await attempt(invoke, transform, event);
      const ids = batch.map(({ record }) => record.recordId);
      const outcomes = 'ok' in answer ? readResults(ids, answer.ok) : ids.map((): Outcome => answer);
      batch.forEach(({ record }, index) => {
        const outcome = outcomes[index];
        if (outcome) transformed.push({ record, outcome, attempts, endedAt: clock.now() });
      });
    }
    return transformed;
  };

const attempt = async (
  invoke: Invoke,
  { functionName, retries }: Transform,
  event: string,
): Promise<{ answer: { ok: string } | { failed: Failure }; attempts: number }> => {
  for (let attempts = 1; ; attempts++) {
    const answer = await invokeOnce(invoke, functionName, event);
    if ('ok' in answer || attempts > retries) return { answer, attempts };
  }
};

const invokeOnce = async (
  invoke: Invoke,
  functionName: string,
  event: string,
): Promise<{ ok: string } | { failed: Failure }> => {
  try {
    const { payload, functionError } = await invoke(functionName, event);
    if (functionError && payload.includes('Task timed out')) return { failed: timedOut };
    if (functionError || payload.length > payloadLimit) return { failed: functionFailed };
    return { ok: payload };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const code = error.code === 'TooManyRequestsException' ? 'InvokeLimitExceeded' : error.code;
    return { failed: { code: `Lambda.${code}`, message: error.message } };
  }
};

const timedOut: Failure = {
  code: 'Lambda.FunctionTimedOut',
  message: 'The Lambda function invocation timed out. Increase the Timeout setting in the Lambda function.',
};

const functionFailed: Failure = {
  code: 'Lambda.FunctionError',
  message: 'The Lambda function was successfully invoked but it returned an error result.',
};

/** Lambda's synchronous payload, each way: 6 MiB and the 100 bytes over it that Lambda's own message names. */
const payloadLimit = 6_291_556;

type Entry = { record: SourceRecord; entry: string };

/** Base64 and metadata can make a full buffer of small records larger than one invocation takes: it is then cut. */
function* batchesOf(records: SourceRecord[]): Generator<Entry[]> {
  let batch: Entry[] = [];
  let size = envelopeSize;
  for (const record of records) {
    const entry = JSON.stringify(entryOf(record));
    if (batch.length > 0 && size + entry.length + 1 > payloadLimit) {
      yield batch;
      batch = [];
      size = envelopeSize;
    }
    batch.push({ record, entry });
    size += Buffer.byteLength(entry) + 1;
  }
  if (batch.length > 0) yield batch;
}

/** More than the event takes around its records, with the longest stream names. */
const envelopeSize = 1024;

const eventHead = (stream: DeliveryStream): string => {
  const head = {
    invocationId: randomUUID(),
    ...(stream.source && { sourceKinesisStreamArn: stream.source.streamArn }),
    deliveryStreamArn: stream.arn,
    region,
  };
  return `${JSON.stringify(head).slice(0, -1)},"records":[`;
};

const entryOf = ({ recordId, arrivedAt, data, kinesis }: SourceRecord) => ({
  recordId,
  approximateArrivalTimestamp: arrivedAt,
  data: data.toString('base64'),
  ...(kinesis && { kinesisRecordMetadata: { ...kinesis, approximateArrivalTimestamp: arrivedAt } }),
});
