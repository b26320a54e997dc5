import { type Environment, readEnvironment } from '@millrace/shared/runtime/environment';

export const environment = {
  ACCEPTED_READINGS_STREAM: 'text',
  SET_ASIDE_BUCKET: 'text',
  BUS: 'text',
} as const;

export type Config = Environment<typeof environment>;
export const readConfig = (): Config => readEnvironment(environment);
