import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { KinesisClient } from '@aws-sdk/client-kinesis';
import { S3Client } from '@aws-sdk/client-s3';
import { defaultRetry } from '@millrace/shared/runtime/retry';
import { type Command, readCommandLine, usage } from './command-line.ts';
import { explain } from './explain.ts';
import { findPlace } from './find-place.ts';
import { createProgress } from './progress.ts';
import { runCommand } from './run-command.ts';

const endpointFile = join(import.meta.dirname, '../../../.sandbox/live/endpoint');

const run = async (command: Command): Promise<number> => {
  const { client, bucket, operator } = await findPlace(command.place, endpointFile);
  return runCommand({
    s3: new S3Client({ ...client, ...(client.endpoint ? { forcePathStyle: true } : {}) }),
    kinesis: new KinesisClient(client),
    bucket,
    operator,
    run: randomUUID(),
    now: Date.now,
    retry: defaultRetry,
    progress: createProgress((line) => process.stderr.write(line), Date.now),
    print: (text) => console.log(text),
    warn: (text) => console.error(text),
  })(command);
};

const main = async (args: string[]): Promise<number> => {
  if (args.length === 0 || args.includes('--help') || args.includes('-h')) {
    console.log(usage);
    return 0;
  }
  let command: Command;
  try {
    command = readCommandLine(args, Date.now());
  } catch (error) {
    console.error(`${(error as Error).message}\nnpm run set-aside -- --help says more.`);
    return 2;
  }
  try {
    return await run(command);
  } catch (error) {
    console.error(explain(error));
    return 1;
  }
};

process.exitCode = await main(process.argv.slice(2));
