import { randomUUID } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { Clock } from '../../clock.ts';
import { calendarTime, compileDatePattern } from './date-pattern.ts';
import type { DeliveryStream } from './delivery-stream.ts';

export type PutObject = (object: { bucket: string; key: string; body: Buffer }) => Promise<unknown>;

/** The stream's version in object names; it stays 1 because the sandbox replaces a stream rather than updating it. */
export const versionId = '1';

/**
 * Writes one object below the prefix for good or for failed records, named after `arrival`, the first record's (epoch
 * ms). Tries until S3 takes it, every 5 s; AWS gives up after 24 h.
 */
export const writeObject =
  ({ clock, putObject }: { clock: Clock; putObject: PutObject }) =>
  async (stream: DeliveryStream, kind: 'data' | 'failed', records: Buffer[], arrival: number): Promise<void> => {
    const prefix = kind === 'data' ? stream.prefix : stream.failedPrefix;
    const name = `${stream.name}-${versionId}-${second(calendarTime(arrival, stream.timeZone))}-${randomUUID()}`;
    const key = `${prefix(arrival)}${name}${stream.extension}`;
    const joined = Buffer.concat(records);
    const body = stream.gzip ? await compress(joined) : joined;
    for (;;) {
      try {
        await putObject({ bucket: stream.bucket, key, body });
        return;
      } catch {
        await new Promise<void>((resolve) => clock.after(5_000, resolve));
      }
    }
  };

const second = compileDatePattern('yyyy-MM-dd-HH-mm-ss');
const compress = promisify(gzip);
