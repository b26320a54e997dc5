import {
  ConcurrentRunsExceededException,
  EntityNotFoundException,
  GetJobRunCommand,
  GetJobRunsCommand,
  type GlueClient,
  type JobRun,
  StartJobRunCommand,
} from '@aws-sdk/client-glue';

/** A run of the job. `ended` is the state in which Glue ended it; undefined while it may still work. */
export type Run = { runId: string; ended?: string; partition?: string; token?: string };

type Ports = { client: GlueClient; job: string; lake: string };

/** The job's runs. The job runs once at a time: what one partition stored, the next looks up. */
export const glueRuns = ({ client, job, lake }: Ports) => ({
  /** Starts a run and answers its id; undefined while another run is under way. */
  async start({ partition, token }: { partition: string; token: string }): Promise<string | undefined> {
    try {
      const { JobRunId } = await client.send(
        new StartJobRunCommand({
          JobName: job,
          Arguments: {
            '--partition': partition,
            '--claim': token,
            '--source_location': `s3://${lake}/landing/readings/hour=${partition}/`,
            '--replace_partition': `landed=${partition}`,
          },
        }),
      );
      return JobRunId;
    } catch (error) {
      if (error instanceof ConcurrentRunsExceededException) return undefined;
      throw error;
    }
  },

  /** The run that carries the token. Glue answers the newest runs first; 200 are more than start in 12 hours. */
  async find(token: string): Promise<string | undefined> {
    const { JobRuns = [] } = await client.send(new GetJobRunsCommand({ JobName: job, MaxResults: 200 }));
    return JobRuns.find(({ Arguments }) => Arguments?.['--claim'] === token)?.Id;
  },

  async get(runId: string): Promise<Run> {
    try {
      const { JobRun } = await client.send(new GetJobRunCommand({ JobName: job, RunId: runId }));
      return toRun(runId, JobRun);
    } catch (error) {
      // The job was made anew, and its history went with it.
      if (error instanceof EntityNotFoundException) return { runId, ended: 'NOT_FOUND' };
      throw error;
    }
  },
});

const underWay = new Set(['STARTING', 'RUNNING', 'STOPPING', 'WAITING']);

const toRun = (runId: string, { JobRunState = 'RUNNING', Arguments = {} }: JobRun = {}): Run => ({
  runId,
  ...(underWay.has(JobRunState) ? {} : { ended: JobRunState }),
  ...(Arguments['--partition'] === undefined ? {} : { partition: Arguments['--partition'] }),
  ...(Arguments['--claim'] === undefined ? {} : { token: Arguments['--claim'] }),
});
