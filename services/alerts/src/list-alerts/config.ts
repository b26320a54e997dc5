import { type Environment, readEnvironment } from '@millrace/shared/runtime/environment';

export const environment = { ALERT_STATES_TABLE: 'text', ALERT_HISTORY_TABLE: 'text' } as const;

export type Config = Environment<typeof environment>;
export const readConfig = (): Config => readEnvironment(environment);
