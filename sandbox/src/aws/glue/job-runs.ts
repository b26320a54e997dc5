import { hash } from 'node:crypto';
import type { Clock } from '../../clock.ts';
import { AwsError } from '../../wire/aws-service.ts';
import type { Persistent } from '../../wire/state.ts';
import type { Emit } from '../eventbridge/emit.ts';
import { type EndState, hasEnded, type Job, type JobRun, jobStateChange } from './job-run.ts';

/** What a run does. Rejecting fails the run with the error's message; `signal` aborts when it is stopped or times out. */
export type RunJob = (run: {
  jobName: string;
  scriptLocation: string;
  arguments: Record<string, string>;
  signal: AbortSignal;
}) => Promise<{ message: string }>;

export type JobRunPorts = {
  clock: Clock;
  emit: Emit;
  runJob: RunJob;
  /** Takes what a run has to say at its end. On AWS it is in CloudWatch Logs, in the stream named after the run. */
  log?: (jobRunId: string, message: string) => void;
};

/** Time in STARTING, in ms. Glue takes 10 s and more. */
const startup = 1_000;

/** Runs kept of a job. Glue keeps 90 days. */
const keptRuns = 1_000;

/** Glue's default for Spark jobs, in minutes. */
const defaultTimeout = 2_880;

export type JobRuns = ReturnType<typeof createJobRuns>;

/** The runs of all jobs: STARTING, RUNNING, then an end state, which is announced on the default bus. */
export const createJobRuns = ({ clock, emit, runJob, log }: JobRunPorts) => {
  let runs = new Map<string, JobRun[]>();
  let started = 0;
  const aborts = new Map<string, AbortController>();
  let underWay = 0;

  const of = (jobName: string): JobRun[] => runs.get(jobName) ?? [];

  const change = (run: JobRun, changes: Partial<JobRun>): void => {
    Object.assign(run, changes, { changedOn: clock.now() });
  };

  const end = (run: JobRun, state: EndState, errorMessage?: string): void => {
    if (hasEnded(run)) return;
    change(run, { state, completedOn: clock.now(), ...(errorMessage !== undefined && { errorMessage }) });
    aborts.get(run.id)?.abort();
    aborts.delete(run.id);
    emit(jobStateChange(run, state));
  };

  const work = async (run: JobRun, { Name: jobName, Command, DefaultArguments }: Job): Promise<void> => {
    if (run.state !== 'STARTING') return end(run, 'STOPPED');
    change(run, { state: 'RUNNING', runningSince: clock.now() });
    const abort = new AbortController();
    aborts.set(run.id, abort);
    const cancelTimeout = clock.after(run.timeout * 60_000, () => end(run, 'TIMEOUT'));
    underWay++;
    try {
      const { message } = await runJob({
        jobName,
        scriptLocation: Command.ScriptLocation ?? '',
        arguments: { ...DefaultArguments, ...run.arguments },
        signal: abort.signal,
      });
      log?.(run.id, message);
      end(run, isStopping(run) ? 'STOPPED' : 'SUCCEEDED');
    } catch (error) {
      if (isStopping(run)) end(run, 'STOPPED');
      else end(run, 'FAILED', (error as Error).message);
    } finally {
      underWay--;
      cancelTimeout();
    }
  };

  return {
    of,
    /** Throws `EntityNotFoundException`. */
    run(jobName: string, id: string): JobRun {
      const run = of(jobName).find((each) => each.id === id);
      if (!run) throw new AwsError('EntityNotFoundException', `JobRun not found: ${id}`);
      return run;
    },
    /** Throws `ConcurrentRunsExceededException`: the job's limit, 1 unless it says more. */
    start(job: Job, args: Record<string, string>, timeout = job.Timeout ?? defaultTimeout): JobRun {
      const before = of(job.Name);
      const limit = job.ExecutionProperty?.MaxConcurrentRuns ?? 1;
      if (before.filter((run) => !hasEnded(run)).length >= limit)
        throw new AwsError('ConcurrentRunsExceededException', `Concurrent runs exceeded for ${job.Name}: ${limit}`);
      const startedOn = clock.now();
      const run: JobRun = {
        id: `jr_${hash('sha256', `${job.Name} ${startedOn} ${started++}`)}`,
        jobName: job.Name,
        state: 'STARTING',
        arguments: args,
        timeout,
        startedOn,
        changedOn: startedOn,
      };
      runs.set(job.Name, [...before, run].slice(-keptRuns));
      clock.after(startup, () => void work(run, job));
      return run;
    },
    /** Asks a run to stop: it is STOPPED as soon as its work has noticed. */
    stop(run: JobRun): void {
      if (hasEnded(run))
        throw new AwsError('InvalidInputException', `Job Run ${run.id} is not in a state that can be stopped.`);
      change(run, { state: 'STOPPING' });
      aborts.get(run.id)?.abort();
    },
    idle: (): boolean => underWay === 0 && [...runs.values()].flat().every(hasEnded),
    save: () => ({ runs, started }),
    /** What was running when the sandbox stopped has failed. */
    restore(state: unknown) {
      ({ runs, started } = state as { runs: typeof runs; started: number });
      clock.after(0, () => {
        for (const run of [...runs.values()].flat()) end(run, 'FAILED', 'The sandbox stopped during the run.');
      });
    },
  } satisfies Persistent & Record<string, unknown>;
};

const isStopping = (run: JobRun): boolean => run.state === 'STOPPING';
