import { hash } from 'node:crypto';
import { aggregate, isAggregate } from '@millrace/shared/runtime/kpl';
import { openBytes } from '@millrace/shared/runtime/open-bytes';
import type { KinesisStreamEvent } from 'aws-lambda';
import type { Handler } from './around.ts';

const done = { batchItemFailures: [] };

export const swallowErrors =
  (handler: Handler): Handler =>
  (event) =>
    handler(event).catch(() => done);

export const acknowledgeAtOnce =
  (handler: Handler): Handler =>
  async (event) => {
    void handler(event).catch(() => {});
    return done;
  };

export const oneByOneAtOnce =
  (handler: Handler): Handler =>
  async ({ Records }) => {
    const answers = await Promise.all(Records.map((record) => handler({ Records: [record] })));
    return { batchItemFailures: answers.flatMap(({ batchItemFailures }) => batchItemFailures) };
  };

export const reportTheLastRecord =
  (handler: Handler): Handler =>
  async (event) => {
    const { batchItemFailures } = await handler(event);
    const last = event.Records.at(-1)?.kinesis.sequenceNumber ?? '';
    return batchItemFailures.length > 0 ? { batchItemFailures: [{ itemIdentifier: last }] } : done;
  };

export const forgetWhatFailed = (handler: Handler): Handler => {
  const met = new Set<string>();
  return ({ Records }) => {
    const fresh = Records.filter(({ kinesis }) => !met.has(kinesis.sequenceNumber));
    for (const { kinesis } of fresh) met.add(kinesis.sequenceNumber);
    return handler({ Records: fresh });
  };
};

export const trustDigests = changing((data) => {
  if (!isAggregate(data)) return data;
  const message = data.subarray(4, -16);
  return Buffer.concat([data.subarray(0, -16), hash('md5', message, 'buffer')]);
});

export const onlyTheFirstOfAnAggregate = changing((data) => {
  const [first, ...others] = openBytes(data);
  return first && others.length > 0 ? aggregate([first]) : data;
});

/** A handler that sees the data of each record as `change` leaves it. */
function changing(change: (data: Buffer) => Buffer) {
  const changed = ({ Records }: KinesisStreamEvent): KinesisStreamEvent => ({
    Records: Records.map((record) => ({
      ...record,
      kinesis: { ...record.kinesis, data: change(Buffer.from(record.kinesis.data, 'base64')).toString('base64') },
    })),
  });
  return (handler: Handler): Handler =>
    (event) =>
      handler(changed(event));
}
