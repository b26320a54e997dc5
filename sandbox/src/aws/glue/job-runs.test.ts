import {
  BatchStopJobRunCommand,
  CreateJobCommand,
  GetJobCommand,
  GetJobRunCommand,
  GetJobRunsCommand,
  GetJobsCommand,
  StartJobRunCommand,
} from '@aws-sdk/client-glue';
import { glueForTest } from './glue-for-test.ts';

const JobName = 'curate';

const curateForTest = () => {
  const sandbox = glueForTest();
  const { client, glue } = sandbox;
  glue.createJob({
    Name: JobName,
    Command: { Name: 'glueetl', ScriptLocation: 's3://lake/jobs/curate.py' },
    DefaultArguments: { '--source_format': 'json', '--landed': 'none' },
    ExecutionProperty: { MaxConcurrentRuns: 2 },
    Timeout: 60,
  });
  return {
    ...sandbox,
    async start(Arguments = {}): Promise<string> {
      const { JobRunId } = await client.send(new StartJobRunCommand({ JobName, Arguments }));
      return JobRunId as string;
    },
    async run(RunId: string) {
      const { JobRun } = await client.send(new GetJobRunCommand({ JobName, RunId }));
      return JobRun;
    },
    stop: (...JobRunIds: string[]) => client.send(new BatchStopJobRunCommand({ JobName, JobRunIds })),
  };
};

const stateChange = (jobRunId: string, state: string, severity: string, message: string) => ({
  source: 'aws.glue',
  'detail-type': 'Glue Job State Change',
  detail: { jobName: JobName, severity, state, jobRunId, message },
});

test('a run starts, runs with all its arguments, succeeds, and says so', async () => {
  const { clock, events, glue, logged, run, start, works } = curateForTest();
  const begun = clock.now();
  const id = await start({ '--landed': '2026-01-01-05' });
  expect(await run(id)).toMatchObject({ JobRunState: 'STARTING', StartedOn: new Date(begun), Timeout: 60 });
  await clock.advance(1_000);
  expect(await run(id)).toMatchObject({ JobRunState: 'RUNNING', Arguments: { '--landed': '2026-01-01-05' } });
  expect(works).toMatchObject([
    {
      jobName: JobName,
      scriptLocation: 's3://lake/jobs/curate.py',
      arguments: { '--source_format': 'json', '--landed': '2026-01-01-05' },
    },
  ]);
  expect([events, glue.idle()]).toEqual([[], false]);
  await clock.advance(30_000);
  works[0]?.resolve({ message: '{"rowsRead":3}' });
  await clock.advance(0);
  expect(await run(id)).toMatchObject({
    ...{ Id: id, JobName, JobRunState: 'SUCCEEDED', ExecutionTime: 30, CompletedOn: new Date(begun + 31_000) },
  });
  expect(events).toEqual([stateChange(id, 'SUCCEEDED', 'INFO', 'Job run succeeded')]);
  expect([logged, glue.idle()]).toEqual([[[id, '{"rowsRead":3}']], true]);
});

test('a run that throws has failed, with its message', async () => {
  const { clock, events, run, start, works } = curateForTest();
  const id = await start();
  await clock.advance(1_000);
  works[0]?.reject(new Error('Malformed JSON'));
  await clock.advance(0);
  expect(await run(id)).toMatchObject({ JobRunState: 'FAILED', ErrorMessage: 'Malformed JSON' });
  expect(events).toEqual([stateChange(id, 'FAILED', 'ERROR', 'Malformed JSON')]);
});

test('a run that takes longer than its job allows times out, once', async () => {
  const { clock, events, glue, run, start, works } = curateForTest();
  const id = await start();
  await clock.advance(1_000 + 60 * 60_000 - 1);
  expect(await run(id)).toMatchObject({ JobRunState: 'RUNNING' });
  await clock.advance(1);
  expect(await run(id)).toMatchObject({ JobRunState: 'TIMEOUT', ExecutionTime: 3600 });
  expect(works[0]?.signal.aborted).toBe(true);
  expect(events).toEqual([stateChange(id, 'TIMEOUT', 'WARN', 'Job run timed out')]);
  expect(glue.idle()).toBe(true);
});

test.each([500, 1_500])('a run that is stopped after %i ms is stopping, then stopped', async (time) => {
  const { clock, events, run, start, stop } = curateForTest();
  const id = await start();
  await clock.advance(time);
  const { SuccessfulSubmissions, Errors } = await stop(id, 'jr_nobody');
  expect(SuccessfulSubmissions).toEqual([{ JobName, JobRunId: id }]);
  expect(Errors).toMatchObject([{ JobRunId: 'jr_nobody', ErrorDetail: { ErrorCode: 'EntityNotFoundException' } }]);
  await clock.advance(1_000);
  expect(await run(id)).toMatchObject({ JobRunState: 'STOPPED' });
  expect(events).toEqual([stateChange(id, 'STOPPED', 'INFO', 'Job run stopped')]);
  expect((await stop(id)).Errors).toHaveLength(1);
});

test('runs beyond the job’s limit are refused until one has ended', async () => {
  const { client, clock, start, works } = curateForTest();
  const ids = [await start(), await start()];
  expect(new Set(ids).size).toBe(2);
  await clock.advance(1_000);
  await expect(start()).rejects.toMatchObject({ name: 'ConcurrentRunsExceededException' });
  works[0]?.resolve({ message: '' });
  await clock.advance(0);
  ids.push(await start());
  await expect(start()).rejects.toMatchObject({ name: 'ConcurrentRunsExceededException' });
  const first = await client.send(new GetJobRunsCommand({ JobName, MaxResults: 2 }));
  const rest = await client.send(new GetJobRunsCommand({ JobName, NextToken: first.NextToken }));
  const listed = [...(first.JobRuns ?? []), ...(rest.JobRuns ?? [])].map(({ Id }) => Id);
  expect(listed).toEqual(ids.toReversed());
});

test('a job runs once at a time unless it says otherwise', async () => {
  const { client, glue } = curateForTest();
  glue.createJob({ Name: 'single', Command: {} });
  await client.send(new StartJobRunCommand({ JobName: 'single' }));
  const second = client.send(new StartJobRunCommand({ JobName: 'single' }));
  await expect(second).rejects.toMatchObject({ name: 'ConcurrentRunsExceededException' });
});

test('jobs are as declared, and unknown ones are not found', async () => {
  const { client } = curateForTest();
  const { Job } = await client.send(new GetJobCommand({ JobName }));
  expect(Job).toMatchObject({ Name: JobName, Command: { ScriptLocation: 's3://lake/jobs/curate.py' } });
  expect((await client.send(new GetJobsCommand())).Jobs).toEqual([Job]);
  const missing = { name: 'EntityNotFoundException' };
  await expect(client.send(new StartJobRunCommand({ JobName: 'other' }))).rejects.toMatchObject(missing);
  await expect(client.send(new GetJobRunCommand({ JobName, RunId: 'jr_0' }))).rejects.toMatchObject(missing);
});

test('runs outlive a restart; one that was under way has failed', async () => {
  const { clock, events, glue, open, start, works } = curateForTest();
  const ids = [await start(), await start()];
  await clock.advance(1_000);
  works[0]?.resolve({ message: '' });
  await clock.advance(0);
  const again = open();
  again.restore(structuredClone(glue.save()));
  await clock.advance(0);
  expect(again.idle()).toBe(true);
  expect(events.map(({ detail }) => detail)).toMatchObject([
    { jobRunId: ids[0], state: 'SUCCEEDED' },
    { jobRunId: ids[1], state: 'FAILED', message: 'The sandbox stopped during the run.' },
  ]);
});

test('an operation that the sandbox does not have says so', async () => {
  const created = curateForTest().client.send(new CreateJobCommand({ Name: 'x', Role: 'x', Command: {} }));
  await expect(created).rejects.toMatchObject({ name: 'NotImplemented' });
});
