import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { S3Client } from '@aws-sdk/client-s3';
import type { Reason } from '@millrace/shared/contracts/parsed';
import type { Delivery } from '@millrace/shared/runtime/deliveries';
import { type OpenedBytes, openBytes } from '@millrace/shared/runtime/open-bytes';
import { keepSetAside } from '@millrace/shared/set-aside/keep-set-aside';
import { itemOf } from '../../../../sandbox/src/aws/event-source-mapping/event.ts';
import {
  failureDocument,
  failureObjectKey,
} from '../../../../sandbox/src/aws/event-source-mapping/failure-document.ts';
import { createKinesis } from '../../../../sandbox/src/aws/kinesis/kinesis.ts';
import { createS3 } from '../../../../sandbox/src/aws/s3/s3.ts';
import { virtualClock } from '../../../../sandbox/src/clock.ts';
import type { AwsRequest, AwsResponse, AwsService } from '../../../../sandbox/src/wire/aws-service.ts';
import { inProcess } from '../../../../sandbox/src/wire/in-process.ts';
import type { Unreadable } from '../parsed-object.ts';
import type { ReplayPorts } from '../replay.ts';

export const raw = 'millrace-dev-raw-readings';
export const accepted = 'millrace-dev-accepted-readings';
const bucket = 'set-aside';
const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
const region = 'eu-central-1';

/** Looks at a request first; what it answers is the answer. */
type Fault = (request: AwsRequest) => AwsResponse | undefined;

/** A set-aside bucket and two streams, emulated, behind real SDK clients, with faults on demand. Begins at noon of 2026-11-23. */
export const setAsideForTest = () => {
  const root = mkdtempSync(join(tmpdir(), 'millrace-set-aside-'));
  const clock = virtualClock(Date.UTC(2026, 10, 23, 12));
  const s3 = createS3({ clock, directory: join(root, 's3'), emit: () => {} });
  s3.createBucket({ name: bucket });
  const kinesis = createKinesis({ clock });
  for (const name of [raw, accepted]) kinesis.createStream({ name, shardCount: 4 });
  const faults: { s3?: Fault | undefined; kinesis?: Fault | undefined } = {};
  const faulty =
    (name: 's3' | 'kinesis', service: AwsService): AwsService =>
    async (request) =>
      faults[name]?.(request) ?? service(request);
  const unreadable: Unreadable[] = [];
  const client = new S3Client({
    ...{ region, credentials, maxAttempts: 1 },
    requestHandler: inProcess(faulty('s3', s3.service)),
  });
  let runs = 0;

  return {
    ...{ s3, kinesis, clock, faults, unreadable },

    /** The ports of one run. */
    ports: (): ReplayPorts => ({
      s3: client,
      kinesis: new KinesisClient({
        ...{ region, credentials, maxAttempts: 1 },
        requestHandler: inProcess(faulty('kinesis', kinesis.service)),
      }),
      bucket,
      onUnreadable: (each) => unreadable.push(each),
      retry: { attempts: 2, baseDelay: 0, maxDelay: 0, pause: async () => {}, random: Math.random },
      now: clock.now,
      operator: 'tester',
      run: `run-${++runs}`,
    }),

    /** Sets aside as a function does; each of these was one plain record of the stream. */
    setAside: async (
      bad: {
        data: Buffer | string;
        reason?: Reason;
        sender?: { tenant: string; deviceId?: string };
        delivery?: Partial<Delivery>;
      }[],
      by = 'ingest-accept',
    ): Promise<void> => {
      await keepSetAside({ s3: client, bucket, by, announce: async () => {}, now: clock.now })(
        bad.map(({ data, reason = malformed, sender, delivery }, index) => ({
          reason,
          ...(sender ? { sender } : {}),
          delivery: { ...aDelivery(clock.now(), index), data: Buffer.from(data), ...delivery },
        })),
      );
    },

    /** Gives up as Lambda does: the records as they were in one shard, with their keys. */
    giveUp: async (records: { data: Buffer | string; partitionKey: string }[], stream = raw): Promise<void> => {
      const now = clock.now();
      const shardId = 'shardId-000000000002';
      const streamArn = `arn:aws:kinesis:${region}:000000000000:stream/${stream}`;
      const [first, ...rest] = records.map(({ data, partitionKey }, index) =>
        itemOf({ functionName: 'millrace-ingest-dev-accept', streamArn, shardId })({
          sequenceNumber: `49${String(index).padStart(54, '0')}`,
          arrivedAt: now - 60_000,
          partitionKey,
          data: Buffer.from(data),
        }),
      );
      if (!first) return;
      const document = failureDocument(
        [first, ...rest],
        { condition: 'RetryAttemptsExhausted', invokeCount: 21, functionError: 'Unhandled' },
        {
          requestId: 'request',
          functionArn: `arn:aws:lambda:${region}:000000000000:function:millrace-ingest-dev-accept:$LATEST`,
          ...{ shardId, streamArn, now, withPayload: true },
        },
      );
      const key = failureObjectKey('0b5f-mapping', shardId, now, 'random');
      await s3.putObject({ bucket, key, body: JSON.stringify(document) });
    },

    /** The records of a stream as they lie there, with their shard. */
    recordsIn: (stream: string) =>
      kinesis
        .shards(stream)
        .flatMap(({ shardId }) =>
          kinesis
            .read({ stream, shardId, after: 'TRIM_HORIZON', limit: 10_000 })
            .records.map((record) => ({ ...record, shardId })),
        ),

    /** The user records of a stream, as its consumer opens them. */
    userRecordsIn(stream: string): OpenedBytes[] {
      return this.recordsIn(stream).flatMap(({ data }) => openBytes(data));
    },

    /** `text`, or the bytes in hex. */
    textsIn(stream: string): string[] {
      return this.userRecordsIn(stream).map((opened) => ('text' in opened ? opened.text : opened.data.toString('hex')));
    },

    keysUnder: async (prefix: string): Promise<string[]> =>
      (await s3.listObjects({ bucket, prefix })).map(({ key }) => key),

    putObject: (key: string, body: string) => s3.putObject({ bucket, key, body }),

    remove: () => rmSync(root, { recursive: true }),
  };
};

const malformed: Reason = { code: 'json-malformed', detail: 'the record is not JSON' };

const aDelivery = (arrivedAt: number, index: number): Delivery => ({
  outer: `49${String(index).padStart(54, '0')}`,
  index: 0,
  shardId: 'shardId-000000000000',
  stream: raw,
  partitionKey: 'monitor-01',
  arrivedAt,
  data: Buffer.alloc(0),
});

/** A PutRecords answer that takes nothing. */
export const refuseAll: Fault = ({ headers, body }) => {
  if (!headers['x-amz-target']?.endsWith('.PutRecords')) return undefined;
  const { Records } = JSON.parse(body.toString('utf8')) as { Records: object[] };
  const refused = { ErrorCode: 'ProvisionedThroughputExceededException', ErrorMessage: 'Rate exceeded' };
  return {
    status: 200,
    headers: { 'content-type': 'application/x-amz-json-1.1' },
    body: JSON.stringify({ FailedRecordCount: Records.length, Records: Records.map(() => refused) }),
  };
};
