import { readEnvironment } from '@millrace/shared/runtime/environment';

export const environment = { LAKE_BUCKET: 'text' } as const;

export const readConfig = () => readEnvironment(environment);
