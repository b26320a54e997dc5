import { type Environment, readEnvironment } from '@millrace/shared/runtime/environment';

export const environment = { LAKE_BUCKET: 'text' } as const;

export type Config = Environment<typeof environment>;
export const readConfig = (): Config => readEnvironment(environment);
