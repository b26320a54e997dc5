import { readEnvironment } from '@millrace/shared/runtime/environment';

export const environment = {
  ACCEPTED_READINGS_STREAM: 'text',
  SET_ASIDE_BUCKET: 'text',
  BUS: 'text',
} as const;

export const readConfig = () => readEnvironment(environment);
