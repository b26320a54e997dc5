import { Readable } from 'node:stream';
import { GlueClient } from '@aws-sdk/client-glue';
import { glueRuns } from './glue-runs.ts';

/** Runs of a Glue that answers every call alike; `calls` are what it was asked. */
const runsOf = (status: number, answer: object) => {
  const calls: object[] = [];
  const client = new GlueClient({
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    maxAttempts: 1,
    requestHandler: {
      handle: async ({ body }: { body: Uint8Array }) => {
        calls.push(JSON.parse(new TextDecoder().decode(body)));
        const headers = { 'content-type': 'application/x-amz-json-1.1' };
        return {
          response: { statusCode: status, headers, body: Readable.from([Buffer.from(JSON.stringify(answer))]) },
        };
      },
    },
  });
  return { calls, runs: glueRuns({ client, job: 'millrace-test-curate', lake: 'lake' }) };
};

test('a run is started on its landing partition, under its claim', async () => {
  const { calls, runs } = runsOf(200, { JobRunId: 'jr_1' });
  expect(await runs.start({ partition: '2026-11-23-14', token: 'token' })).toBe('jr_1');
  expect(calls).toEqual([
    {
      JobName: 'millrace-test-curate',
      Arguments: {
        '--partition': '2026-11-23-14',
        '--claim': 'token',
        '--source_location': 's3://lake/landing/readings/hour=2026-11-23-14/',
        '--replace_partition': 'landed=2026-11-23-14',
      },
    },
  ]);
});

test('a job that runs already is not an error', async () => {
  const { runs } = runsOf(400, { __type: 'ConcurrentRunsExceededException', Message: 'busy' });
  expect(await runs.start({ partition: '2026-11-23-14', token: 'token' })).toBeUndefined();
});

test('any other refusal to start is thrown', async () => {
  const { runs } = runsOf(400, { __type: 'InvalidInputException', Message: 'no' });
  await expect(runs.start({ partition: '2026-11-23-14', token: 'token' })).rejects.toThrow('no');
});

test('a run is found by the token of its claim', async () => {
  const { runs } = runsOf(200, {
    JobRuns: [{ Id: 'jr_3' }, { Id: 'jr_2', Arguments: { '--claim': 'token' } }, { Id: 'jr_1', Arguments: {} }],
  });
  expect(await runs.find('token')).toBe('jr_2');
  expect(await runs.find('other')).toBeUndefined();
});

test.each(['STARTING', 'RUNNING', 'STOPPING', 'WAITING'])('a run in state %s has not ended', async (JobRunState) => {
  const { runs } = runsOf(200, { JobRun: { JobRunState, Arguments: { '--partition': 'p', '--claim': 't' } } });
  expect(await runs.get('jr_1')).toEqual({ runId: 'jr_1', partition: 'p', token: 't' });
});

test.each(['SUCCEEDED', 'FAILED', 'TIMEOUT', 'STOPPED', 'ERROR', 'EXPIRED'])(
  'a run in state %s has',
  async (JobRunState) => {
    const { runs } = runsOf(200, { JobRun: { JobRunState } });
    expect(await runs.get('jr_1')).toEqual({ runId: 'jr_1', ended: JobRunState });
  },
);

test('a run that Glue does not know any more has ended', async () => {
  const { runs } = runsOf(400, { __type: 'EntityNotFoundException', Message: 'no run' });
  expect(await runs.get('jr_1')).toEqual({ runId: 'jr_1', ended: 'NOT_FOUND' });
});
