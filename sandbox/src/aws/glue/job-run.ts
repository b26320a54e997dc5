/** A job as declared; the properties of `AWS::Glue::Job` and of the API are named alike. */
export type Job = {
  Name: string;
  Role?: string;
  Command: { Name?: string; ScriptLocation?: string; PythonVersion?: string };
  DefaultArguments?: Record<string, string>;
  ExecutionProperty?: { MaxConcurrentRuns?: number };
  /** In minutes. */
  Timeout?: number;
  GlueVersion?: string;
  WorkerType?: string;
  NumberOfWorkers?: number;
};

export type JobRunState = 'STARTING' | 'RUNNING' | 'STOPPING' | EndState;
export type EndState = 'SUCCEEDED' | 'FAILED' | 'TIMEOUT' | 'STOPPED';

/** Times in epoch milliseconds, `timeout` in minutes. */
export type JobRun = {
  id: string;
  jobName: string;
  state: JobRunState;
  arguments: Record<string, string>;
  timeout: number;
  startedOn: number;
  changedOn: number;
  runningSince?: number;
  completedOn?: number;
  errorMessage?: string;
};

const ended = new Set<JobRunState>(['SUCCEEDED', 'FAILED', 'TIMEOUT', 'STOPPED']);
export const hasEnded = (run: JobRun): boolean => ended.has(run.state);

/** A run as GetJobRun tells it: times in seconds; the execution time begins with RUNNING. */
export const describeJobRun = (run: JobRun): object => ({
  Id: run.id,
  Attempt: 0,
  JobName: run.jobName,
  JobRunState: run.state,
  StartedOn: run.startedOn / 1000,
  LastModifiedOn: run.changedOn / 1000,
  ...(run.completedOn !== undefined && { CompletedOn: run.completedOn / 1000 }),
  Arguments: run.arguments,
  ...(run.errorMessage !== undefined && { ErrorMessage: run.errorMessage }),
  ExecutionTime: Math.round((run.changedOn - (run.runningSince ?? run.changedOn)) / 1000),
  Timeout: run.timeout,
});

/** The event of an end state, as "Automating AWS Glue with EventBridge" of the Glue guide shows it. */
export const jobStateChange = (run: JobRun, state: EndState) => ({
  source: 'aws.glue',
  'detail-type': 'Glue Job State Change',
  detail: {
    jobName: run.jobName,
    severity: severities[state],
    state,
    jobRunId: run.id,
    message: run.errorMessage ?? messages[state],
  },
});

const severities = { SUCCEEDED: 'INFO', FAILED: 'ERROR', TIMEOUT: 'WARN', STOPPED: 'INFO' };

const messages = {
  SUCCEEDED: 'Job run succeeded',
  FAILED: 'Job run failed',
  TIMEOUT: 'Job run timed out',
  STOPPED: 'Job run stopped',
};
