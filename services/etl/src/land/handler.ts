import { observed } from '@millrace/shared/runtime/observability';
import { readConfig } from './config.ts';
import { formatRows } from './format-rows.ts';
import { landReadings } from './land-readings.ts';

export const handler = observed(landReadings({ format: formatRows[readConfig().LANDING_FORMAT] }));
