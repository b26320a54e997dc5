import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import type { AlertRule } from '@millrace/shared/contracts/alert-rule';
import { createS3 } from '../../../../sandbox/src/aws/s3/s3.ts';
import { virtualClock } from '../../../../sandbox/src/clock.ts';
import type { AwsRequest, AwsService } from '../../../../sandbox/src/wire/aws-service.ts';
import { inProcess } from '../../../../sandbox/src/wire/in-process.ts';
import { publishRules } from '../publish-rules.ts';
import { rulesStore } from '../rules-store.ts';
import { runCommand } from '../run-command.ts';

const bucket = 'rules';

/** An empty rules bucket in the sandbox's S3, with what an operator does to it. */
export const rulesForTest = () => {
  const directory = mkdtempSync(join(tmpdir(), 'millrace-rules-'));
  const clock = virtualClock();
  const s3 = createS3({ clock, directory: join(directory, 's3'), emit: () => {} });
  s3.createBucket({ name: bucket });
  const asked: string[] = [];
  let intercept: (request: AwsRequest, service: AwsService) => ReturnType<AwsService> = (request, service) =>
    service(request);
  const client = new S3Client({
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
    requestHandler: inProcess((request) => {
      asked.push(`${request.method} ${request.path.slice(1)}`);
      return intercept(request, s3.service);
    }),
  });
  const store = rulesStore({ client, bucket });

  return {
    ...{ clock, store, directory },
    /** Objects that were put since the last time. */
    put: () => asked.splice(0).filter((each) => each.startsWith('PUT')),
    /** Stands between the client and S3. */
    intercept: (by: typeof intercept) => {
      intercept = by;
    },
    write: (body: string, key = 'rules.json') => s3.putObject({ bucket, key, body }),
    publish: (rules: AlertRule[], options?: { dryRun: boolean }) =>
      publishRules({ store, now: clock.now })(rules, options),
    inForce: async () => {
      const rules = (await store.readCurrent())?.rules;
      return rules && 'ok' in rules ? rules.ok : rules;
    },
    /** What the command says of these files, by their names, and its exit code. */
    run: async (
      options: Partial<Parameters<ReturnType<typeof runCommand>>[0]>,
      files: Record<string, string> = {},
    ): Promise<{ code: number; said: string }> => {
      const said: string[] = [];
      const say = (text: string) => said.push(text);
      const read = () => Object.entries(files).map(([file, text]) => ({ file, text }));
      const code = await runCommand({ read, openStore: async () => store, now: clock.now, print: say, warn: say })({
        ...{ command: 'publish', directory: 'rules', dryRun: false, version: undefined },
        ...options,
      });
      return { code, said: said.join('\n') };
    },
    remove: () => rmSync(directory, { recursive: true }),
  };
};
