import { readEnvironment } from '@millrace/shared/runtime/environment';

export const environment = {
  CURATIONS_TABLE: 'text',
  CURATE_JOB: 'text',
  LAKE_BUCKET: 'text',
  BUS: 'text',
  REST_SECONDS: 'integer',
} as const;

export const readConfig = () => readEnvironment(environment);
