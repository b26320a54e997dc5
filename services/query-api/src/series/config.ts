import { readEnvironment } from '@millrace/shared/runtime/environment';

export const environment = { WORK_GROUP: 'text', DATABASE: 'text', REGISTRY_BUCKET: 'text' } as const;

export const readConfig = () => readEnvironment(environment);
