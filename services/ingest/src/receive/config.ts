import { readEnvironment } from '@millrace/shared/runtime/environment';

export const environment = { RAW_READINGS_STREAM: 'text' } as const;

export const readConfig = () => readEnvironment(environment);
