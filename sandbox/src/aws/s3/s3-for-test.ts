import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { virtualClock } from '../../clock.ts';
import { inProcess } from '../../wire/in-process.ts';
import { region } from '../account.ts';
import type { Emit } from '../eventbridge/emit.ts';
import { createS3 } from './s3.ts';

/** S3 in a directory of its own, with a bucket named `lake` that tells of its changes, and an SDK client of it. */
export const s3ForTest = () => {
  const root = mkdtempSync(join(tmpdir(), 'millrace-s3-'));
  const directory = join(root, 's3');
  const events: Parameters<Emit>[0][] = [];
  const clock = virtualClock();
  const open = () => createS3({ clock, directory, emit: (event) => events.push(event) });
  const s3 = open();
  s3.createBucket({ name: 'lake', eventBridge: true });
  return {
    ...{ s3, events, clock, directory },
    client: new S3Client({ region, credentials, requestHandler: inProcess(s3.service) }),
    /** S3 as it is after a restart on the same directory. */
    reopen: open,
    remove: () => rmSync(root, { recursive: true }),
  };
};

export const credentials = { accessKeyId: 'test', secretAccessKey: 'test' };
