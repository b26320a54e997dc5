import { isDeepStrictEqual } from 'node:util';
import type { Clock } from '../../clock.ts';
import type { Invoke } from '../../lambda/invoke.ts';
import { AwsError } from '../../wire/aws-service.ts';
import { jsonService } from '../../wire/json-service.ts';
import { type DeliveryStream, type DeliveryStreamProperties, readDeliveryStream } from './delivery-stream.ts';
import { describeDeliveryStream } from './describe-delivery-stream.ts';
import { type PutInput, readPuts } from './direct-put.ts';
import { createKinesisSource, type KinesisPort } from './kinesis-source.ts';
import { type Counters, createPipeline } from './pipeline.ts';
import type { SourceRecord } from './source-record.ts';
import type { PutObject } from './write-object.ts';

type Ports = { clock: Clock; kinesis: KinesisPort; invoke: Invoke; s3: { putObject: PutObject } };

type Running = {
  stream: DeliveryStream;
  createdAt: number;
  pipeline: ReturnType<typeof createPipeline>;
  source?: ReturnType<typeof createKinesisSource>;
  /** Direct puts that are not in S3 yet. A full pipeline refuses more, which bounds them. */
  direct: Set<SourceRecord>;
};

type Saved = { checkpoints: Record<string, string>; direct: { data: Uint8Array; arrivedAt: number }[] };

/** Emulates Amazon Data Firehose from direct puts or Kinesis to S3, at least once, with Lambda transformation. */
export const createFirehose = ({ clock, kinesis, invoke, s3 }: Ports) => {
  const streams = new Map<string, Running>();
  let saved: Record<string, Saved> = {};
  let puts = 0;

  const find = (name: string): Running => {
    const running = streams.get(name);
    if (!running) throw new AwsError('ResourceNotFoundException', `Firehose ${name} not found.`);
    return running;
  };

  const put = ({ pipeline, direct }: Running, data: Buffer, arrivedAt: number): string => {
    puts += 1;
    const recordId = String(puts).padStart(56, '0');
    const record = { recordId, data, arrivedAt, settle: () => void direct.delete(record) };
    direct.add(record);
    pipeline.accept(record);
    return recordId;
  };

  const findForPuts = (name: string): Running => {
    const running = find(name);
    if (running.source)
      throw new AwsError('InvalidArgumentException', `${name} reads a Kinesis stream and takes no direct puts.`);
    return running;
  };

  const putRecord = (input: { DeliveryStreamName: string; Record: PutInput }) => {
    const running = findForPuts(input.DeliveryStreamName);
    const [data] = readPuts([input.Record]);
    if (!data || running.pipeline.isFull()) throw slowDown();
    return { RecordId: put(running, data, clock.now()), Encrypted: false };
  };

  const service = jsonService('Firehose', {
    PutRecord: putRecord,

    PutRecordBatch(input: { DeliveryStreamName: string; Records: PutInput[] }) {
      const running = findForPuts(input.DeliveryStreamName);
      const responses = readPuts(input.Records).map((data) => {
        if (!running.pipeline.isFull()) return { RecordId: put(running, data, clock.now()) };
        const { code, message } = slowDown();
        return { ErrorCode: code, ErrorMessage: message };
      });
      const FailedPutCount = responses.filter((response) => 'ErrorCode' in response).length;
      return { FailedPutCount, Encrypted: false, RequestResponses: responses };
    },

    DescribeDeliveryStream({ DeliveryStreamName: name }: { DeliveryStreamName: string }) {
      const { stream, createdAt } = find(name);
      return { DeliveryStreamDescription: describeDeliveryStream(stream, createdAt) };
    },

    ListDeliveryStreams(input: { Limit?: number; ExclusiveStartDeliveryStreamName?: string }) {
      const { Limit = 10, ExclusiveStartDeliveryStreamName: after = '' } = input;
      const names = [...streams.keys()].sort().filter((name) => name > after);
      return { DeliveryStreamNames: names.slice(0, Limit), HasMoreDeliveryStreams: names.length > Limit };
    },
  });

  return {
    service,

    /** Another service's PutRecord. Throws what it would be answered: unknown, a reader of Kinesis, too large, full. */
    put(streamArn: string, text: string): void {
      const DeliveryStreamName = streamArn.slice(streamArn.lastIndexOf('/') + 1);
      putRecord({ DeliveryStreamName, Record: { Data: Buffer.from(text).toString('base64') } });
    },

    /** Starts a stream from CloudFormation Properties and returns its ARN. Throws for what is not supported. */
    createDeliveryStream(properties: DeliveryStreamProperties): string {
      const stream = readDeliveryStream(properties);
      const existing = streams.get(stream.name)?.stream;
      if (existing && isDeepStrictEqual(existing.properties, properties)) return existing.arn;
      if (existing)
        throw new AwsError('ResourceInUseException', `Firehose ${stream.name} exists with other properties.`);
      const { checkpoints = {}, direct = [] } = saved[stream.name] ?? {};
      const pipeline = createPipeline({ clock, invoke, putObject: s3.putObject }, stream);
      const source = stream.source && createKinesisSource({ kinesis, pipeline }, stream.source.streamName, checkpoints);
      const running = {
        stream,
        createdAt: clock.now(),
        pipeline,
        ...(source && { source }),
        direct: new Set<SourceRecord>(),
      };
      streams.set(stream.name, running);
      for (const { data, arrivedAt } of direct) put(running, Buffer.from(data), arrivedAt);
      return stream.arn;
    },

    /** Delivers all that the sources hold without waiting for buffers to fill; resolves when it is in S3. */
    async deliverNow(): Promise<void> {
      for (const { source, pipeline } of streams.values()) {
        await source?.read();
        await pipeline.flush();
      }
    },

    idle: (): boolean =>
      [...streams.values()].every(({ source, direct }) => direct.size === 0 && (source?.idle() ?? true)),

    counters: (): Record<string, Counters> =>
      Object.fromEntries([...streams].map(([name, { pipeline }]) => [name, pipeline.counters()])),

    save: (): Record<string, Saved> =>
      Object.fromEntries(
        [...streams].map(([name, { source, direct }]) => [
          name,
          {
            checkpoints: source?.checkpoints() ?? {},
            direct: [...direct].map(({ data, arrivedAt }) => ({ data, arrivedAt })),
          },
        ]),
      ),

    /** To be called before the streams are created: each starts where its saved state says. */
    restore(state: unknown): void {
      saved = state as Record<string, Saved>;
    },
  };
};

const slowDown = (): AwsError => new AwsError('ServiceUnavailableException', 'Slow down.', 503);
