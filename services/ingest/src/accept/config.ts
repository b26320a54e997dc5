import { type Environment, readEnvironment } from '@millrace/shared/runtime/environment';
import { clockLimits } from '../clock/clock-fault.ts';

export const environment = {
  ACCEPTED_READINGS_STREAM: 'text',
  SET_ASIDE_BUCKET: 'text',
  BUS: 'text',
  ...clockLimits,
} as const;

export type Config = Environment<typeof environment>;
export const readConfig = (): Config => readEnvironment(environment);
