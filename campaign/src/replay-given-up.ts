import { KinesisClient } from '@aws-sdk/client-kinesis';
import { S3Client } from '@aws-sdk/client-s3';
import { replay } from '@millrace/set-aside/replay';
import { defaultRetry } from '@millrace/shared/runtime/retry';
import { region } from '../../sandbox/src/aws/account.ts';
import { bucketName } from '../../sandbox/src/seed/names.ts';
import { inProcess } from '../../sandbox/src/wire/in-process.ts';
import type { Aws } from './aws.ts';
import type { VirtualTime } from './virtual-time.ts';

/** Replays what Lambda gave up, as an operator would; answers how many records no earlier run has replayed. */
export const replayGivenUp = async ({ s3, kinesis }: Aws, time: VirtualTime, run: number): Promise<number> => {
  const settings = { region, credentials: { accessKeyId: 'campaign', secretAccessKey: 'campaign' } };
  const replaying = replay({
    s3: new S3Client({ ...settings, requestHandler: inProcess(s3.service) }),
    kinesis: new KinesisClient({ ...settings, requestHandler: inProcess(kinesis.service) }),
    bucket: bucketName('set-aside'),
    now: time.now,
    retry: defaultRetry,
    operator: 'campaign',
    run: `run-${run}`,
    onUnreadable({ key }) {
      throw new Error(`${key} cannot be read`);
    },
  });
  let replayed = 0;
  for (const reason of ['RetryAttemptsExhausted', 'RecordAgeExceeded'])
    replayed += (await replaying({ reason })).replayed;
  return replayed;
};
