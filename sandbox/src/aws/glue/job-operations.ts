import { AwsError } from '../../wire/aws-service.ts';
import type { JsonOperation } from '../../wire/json-service.ts';
import { describeJobRun, type Job } from './job-run.ts';
import type { JobRuns } from './job-runs.ts';
import { page, pageSize } from './page.ts';

type Paging = { MaxResults?: number; NextToken?: string };

/** Glue's operations on jobs, which only a template declares, and their runs. */
export const jobOperations = (jobs: Map<string, Job>, runs: JobRuns): Record<string, JsonOperation> => {
  const find = (name: string): Job => {
    const job = jobs.get(name);
    if (!job) throw new AwsError('EntityNotFoundException', `Job ${name} not found.`);
    return job;
  };

  const stop = (jobName: string, id: string): { stopped: boolean; outcome: object } => {
    try {
      runs.stop(runs.run(jobName, id));
      return { stopped: true, outcome: { JobName: jobName, JobRunId: id } };
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const ErrorDetail = { ErrorCode: error.code, ErrorMessage: error.message };
      return { stopped: false, outcome: { JobName: jobName, JobRunId: id, ErrorDetail } };
    }
  };

  return {
    GetJob: ({ JobName }: { JobName: string }) => ({ Job: find(JobName) }),
    GetJobs({ MaxResults, NextToken }: Paging) {
      const { items, ...rest } = page([...jobs.values()], paging(MaxResults, NextToken));
      return { Jobs: items, ...rest };
    },
    StartJobRun(request: { JobName: string; Arguments?: Record<string, string>; Timeout?: number }) {
      const run = runs.start(find(request.JobName), request.Arguments ?? {}, request.Timeout);
      return { JobRunId: run.id };
    },
    GetJobRun({ JobName, RunId }: { JobName: string; RunId: string }) {
      find(JobName);
      return { JobRun: describeJobRun(runs.run(JobName, RunId)) };
    },
    /** Newest first. */
    GetJobRuns({ JobName, MaxResults, NextToken }: Paging & { JobName: string }) {
      find(JobName);
      const { items, ...rest } = page(runs.of(JobName).toReversed(), paging(MaxResults, NextToken));
      return { JobRuns: items.map(describeJobRun), ...rest };
    },
    BatchStopJobRun({ JobName, JobRunIds }: { JobName: string; JobRunIds: string[] }) {
      find(JobName);
      const outcomes = JobRunIds.map((id) => stop(JobName, id));
      return {
        SuccessfulSubmissions: outcomes.filter(({ stopped }) => stopped).map(({ outcome }) => outcome),
        Errors: outcomes.filter(({ stopped }) => !stopped).map(({ outcome }) => outcome),
      };
    },
  };
};

const paging = (asked: number | undefined, token: string | undefined) => {
  const code = 'InvalidInputException';
  return { size: pageSize(asked, 200, code), token, code };
};
