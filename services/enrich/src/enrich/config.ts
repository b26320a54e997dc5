import { type Environment, readEnvironment } from '@millrace/shared/runtime/environment';

export const environment = {
  ENRICHED_READINGS_STREAM: 'text',
  REGISTRY_BUCKET: 'text',
  REGISTRY_MAX_AGE_SECONDS: 'integer',
  REGISTRY_MEGABYTES_IN_MEMORY: 'integer',
  HOT_STORE: ['timestream', 'none'],
  HOT_STORE_DATABASE: 'text',
  HOT_STORE_TABLE: 'text',
  SET_ASIDE_BUCKET: 'text',
  BUS: 'text',
} as const;

export type Config = Environment<typeof environment>;
export const readConfig = (): Config => readEnvironment(environment);
