import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createS3 } from '../../sandbox/src/aws/s3/s3.ts';
import { startClock } from '../../sandbox/src/clock.ts';
import { serve } from '../../sandbox/src/gateway/serve.ts';
import { fleetCsv } from './fleet.ts';
import { inOwnProcess } from './in-own-process.ts';
import type { ImportResult } from './measure-registry-import.ts';
import type { ReadingResult } from './measure-registry-reading.ts';

export type RegistryResult = { imported: ImportResult; read: ReadingResult };

/** The registry at a million devices, imported and read, each in a process of its own; S3 is the sandbox's, in this one. */
export const measureRegistry = async (directory: string, progress: (step: string) => void): Promise<RegistryResult> => {
  const csv = join(directory, 'fleet.csv');
  await pipeline(Readable.from(fleetCsv()), createWriteStream(csv));
  const s3 = createS3({ clock: startClock(), directory: join(directory, 's3'), emit: () => {} });
  s3.createBucket({ name: 'registry' });
  const served = await serve(s3.service, 0);
  progress('Importing a million devices');
  const { result: imported } = await inOwnProcess<ImportResult>('measure-registry-import.ts', [served.url, csv]);
  progress('Reading a million devices');
  const { result: read } = await inOwnProcess<ReadingResult>('measure-registry-reading.ts', [served.url]);
  await served.close();
  return { imported, read };
};
