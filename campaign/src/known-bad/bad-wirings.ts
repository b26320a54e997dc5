import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { KinesisClient, PutRecordsCommand } from '@aws-sdk/client-kinesis';
import { S3Client } from '@aws-sdk/client-s3';
import { readEnvironment } from '@millrace/shared/runtime/environment';
import { kinesisBatch } from '@millrace/shared/runtime/kinesis-batch';
import type { UserRecord } from '@millrace/shared/runtime/kpl';
import { putEvents } from '@millrace/shared/runtime/put-events';
import { type Refused, sendWithRetry } from '@millrace/shared/runtime/retry';
import { keepSetAside } from '@millrace/shared/set-aside/keep-set-aside';
import { acceptReading } from '../../../services/ingest/src/accept/accept-reading.ts';
import { acceptReadings } from '../../../services/ingest/src/accept/accept-readings.ts';
import { environment } from '../../../services/ingest/src/accept/config.ts';
import type { Wiring } from '../environment.ts';
import { deployed, type Wirings } from '../wirings.ts';

/** Each reading is a record of its own, and only what failed is sent again, whatever of the same device went before. */
const acceptOneByOne: Wiring = (variables, { client, now, retry }) => {
  const config = readEnvironment(environment, variables);
  const kinesis = new KinesisClient(client);
  const put = async <T extends UserRecord>(records: readonly T[]): Promise<Refused<T>[]> => {
    const send = async (entries: readonly T[]) => {
      const Records = entries.map(({ partitionKey, data }) => ({ PartitionKey: partitionKey, Data: data }));
      const answer = await kinesis.send(
        new PutRecordsCommand({ StreamName: config.ACCEPTED_READINGS_STREAM, Records }),
      );
      return entries.flatMap((entry, index) => {
        const code = answer.Records?.[index]?.ErrorCode;
        return code ? [{ entry, code, retriable: true }] : [];
      });
    };
    return sendWithRetry(records, send, retry);
  };
  const announce = putEvents({
    client: new EventBridgeClient(client),
    bus: config.BUS,
    source: 'millrace.ingest',
    retry,
  });
  return kinesisBatch({
    parse: acceptReading(config),
    work: acceptReadings({ put }),
    keep: keepSetAside({
      s3: new S3Client(client),
      bucket: config.SET_ASIDE_BUCKET,
      by: 'ingest-accept',
      announce,
      now,
    }),
  }) as ReturnType<Wiring>;
};

export const putWithoutHoldingBack: Wirings = { functions: { ...deployed.functions, '-accept': acceptOneByOne } };

/** Answers for readings while they are still on their way to the stream. */
const receiveTooSoon: Wiring = (variables, world) => {
  const handler = deployed.functions['-receive'](variables, world) as (
    event: object,
    context: object,
  ) => Promise<unknown>;
  return async (event: { body: string }, context) => {
    void handler(event, context).catch(() => {});
    const results = event.body.split('\n').map((_, index) => ({ index, status: 'accepted' }));
    return { statusCode: 202, body: JSON.stringify({ accepted: results.length, results }) };
  };
};

export const answerTooSoon: Wirings = { functions: { ...deployed.functions, '-receive': receiveTooSoon } };
