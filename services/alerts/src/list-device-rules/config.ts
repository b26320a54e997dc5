import { type Environment, readEnvironment } from '@millrace/shared/runtime/environment';

export const environment = { ALERT_STATES_TABLE: 'text', RULES_BUCKET: 'text', REGISTRY_BUCKET: 'text' } as const;

export type Config = Environment<typeof environment>;
export const readConfig = (): Config => readEnvironment(environment);
