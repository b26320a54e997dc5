import type { AwsService } from '../../wire/aws-service.ts';
import { jsonService } from '../../wire/json-service.ts';
import type { Persistent } from '../../wire/state.ts';
import type { Catalog } from './catalog.ts';
import type { DatabaseInput, TableInput } from './glue-table.ts';
import { jobOperations } from './job-operations.ts';
import type { Job } from './job-run.ts';
import { createJobRuns, type JobRunPorts } from './job-runs.ts';
import { partitionOperations } from './partition-operations.ts';
import { tableOperations } from './table-operations.ts';

/** The creators take the properties of the CloudFormation resource as they are; each creates or replaces. */
export type Glue = Persistent & {
  service: AwsService;
  createDatabase(properties: { DatabaseInput: DatabaseInput }): void;
  /** Keeps the partitions of a table that was there. */
  createTable(properties: { DatabaseName: string; TableInput: TableInput }): void;
  createJob(properties: Job): void;
  /** No run is under way. */
  idle(): boolean;
};

/** AWS Glue: the wire to the Data Catalog, and jobs. Jobs are not saved: the template that declares them is deployed again. */
export const createGlue = ({ catalog, ...ports }: JobRunPorts & { catalog: Catalog }): Glue => {
  const jobs = new Map<string, Job>();
  const runs = createJobRuns(ports);
  return {
    service: jsonService('Glue', {
      ...tableOperations(catalog),
      ...partitionOperations(catalog),
      ...jobOperations(jobs, runs),
    }),
    createDatabase: ({ DatabaseInput: input }) => catalog.putDatabase(input),
    createTable: ({ DatabaseName, TableInput: input }) => catalog.putTable(DatabaseName, input),
    createJob: (job) => void jobs.set(job.Name, job),
    idle: runs.idle,
    save: () => ({ catalog: catalog.save(), runs: runs.save() }),
    restore(state) {
      const saved = state as { catalog: unknown; runs: unknown };
      catalog.restore(saved.catalog);
      runs.restore(saved.runs);
    },
  };
};
