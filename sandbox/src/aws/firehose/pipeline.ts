import type { Clock } from '../../clock.ts';
import type { Invoke } from '../../lambda/invoke.ts';
import { createBuffer } from './buffer.ts';
import type { DeliveryStream } from './delivery-stream.ts';
import { failedLine } from './failed-line.ts';
import { createHeld } from './held-bytes.ts';
import type { SourceRecord } from './source-record.ts';
import { type Transformed, transformRecords } from './transform-records.ts';
import { type PutObject, writeObject } from './write-object.ts';

/** Since the stream was created or restored. `bytesBilled` rounds each record up to 5 KB, as ingestion is priced. */
export type Counters = {
  recordsIn: number;
  delivered: number;
  failed: number;
  dropped: number;
  objects: number;
  /** Each is tried again. */
  failedWrites: number;
  bytesBilled: number;
};

type Ports = { clock: Clock; invoke: Invoke; putObject: PutObject };

type Part = { data: Buffer; record: SourceRecord };

/** The way of records through one stream: transform buffer, function, buffer for good or for failed records, S3. */
export const createPipeline = (ports: Ports, stream: DeliveryStream) => {
  const { clock } = ports;
  const { transform } = stream;
  const runTransform = transformRecords(ports);
  const counters = { recordsIn: 0, delivered: 0, failed: 0, dropped: 0, objects: 0, failedWrites: 0, bytesBilled: 0 };
  const putObject: PutObject = (object) =>
    ports.putObject(object).catch((error) => {
      counters.failedWrites += 1;
      throw error;
    });
  const write = writeObject({ clock, putObject });
  const held = createHeld(stream);
  let transforming: Promise<void> = Promise.resolve();
  const writing = new Set<Promise<void>>();

  const deliver = (kind: 'data' | 'failed') => (parts: Part[]) => {
    const arrival = parts[0]?.record.arrivedAt ?? clock.now();
    const buffers = parts.map(({ data }) => data);
    const written = write(stream, kind, buffers, arrival).then(() => {
      writing.delete(written);
      counters.objects += 1;
      counters[kind === 'data' ? 'delivered' : 'failed'] += parts.length;
      for (const { data, record } of parts) {
        record.settle();
        held.give(data.length);
      }
    });
    writing.add(written);
  };
  const good = createBuffer<Part>(clock, stream.buffer, deliver('data'));
  const failed = createBuffer<Part>(clock, stream.buffer, deliver('failed'));

  const keep = (record: SourceRecord, data: Buffer) => {
    const delimited = stream.delimiter.length > 0 ? Buffer.concat([data, stream.delimiter]) : data;
    held.take(delimited.length);
    good.add({ data: delimited, record }, delimited.length);
  };

  const follow = ({ record, outcome, attempts, endedAt }: Transformed, lambdaArn: string) => {
    if ('ok' in outcome) keep(record, outcome.ok);
    else if ('dropped' in outcome) {
      counters.dropped += 1;
      record.settle();
    } else {
      const data = failedLine(record, { attempts, endedAt, lambdaArn, ...outcome.failed });
      held.take(data.length);
      failed.add({ data, record }, data.length);
    }
    held.give(record.data.length);
  };

  // One invocation at a time keeps the order of a stream in its objects; AWS runs one a shard.
  const untransformed =
    transform &&
    createBuffer<SourceRecord>(clock, transform.buffer, (records) => {
      transforming = transforming.then(async () => {
        for (const each of await runTransform(stream, transform, records)) follow(each, transform.lambdaArn);
      });
    });

  return {
    counters: (): Counters => ({ ...counters }),

    accept(record: SourceRecord): void {
      counters.recordsIn += 1;
      counters.bytesBilled += Math.ceil(record.data.length / 5120) * 5120;
      if (!untransformed) {
        keep(record, record.data);
        return;
      }
      held.take(record.data.length);
      untransformed.add(record, record.data.length);
    },

    isFull: held.isFull,
    hasRoom: held.hasRoom,

    /** Hands on what is buffered without waiting for size or interval, and resolves when all of it is written. */
    async flush(): Promise<void> {
      untransformed?.flush();
      await transforming;
      good.flush();
      failed.flush();
      await Promise.all(writing);
    },
  };
};
