import { readEnvironment } from '@millrace/shared/runtime/environment';
import { landingFormats } from './format-rows.ts';

export const environment = { LANDING_FORMAT: landingFormats } as const;

export const readConfig = () => readEnvironment(environment);
