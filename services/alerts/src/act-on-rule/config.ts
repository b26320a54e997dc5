import { type Environment, readEnvironment } from '@millrace/shared/runtime/environment';

export const environment = {
  ALERT_STATES_TABLE: 'text',
  ALERT_HISTORY_TABLE: 'text',
  ALERT_NOTIFICATIONS_TOPIC: 'text',
  RULES_BUCKET: 'text',
  BUS: 'text',
  REGISTRY_BUCKET: 'text',
} as const;

export type Config = Environment<typeof environment>;
export const readConfig = (): Config => readEnvironment(environment);
