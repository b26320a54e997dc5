import { type Environment, readEnvironment } from '@millrace/shared/runtime/environment';

export const environment = { RAW_READINGS_STREAM: 'text' } as const;

export type Config = Environment<typeof environment>;
export const readConfig = (): Config => readEnvironment(environment);
