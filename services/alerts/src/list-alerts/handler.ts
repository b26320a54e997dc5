import { observed } from '@millrace/shared/runtime/observability';
import { lambdaWorld } from '@millrace/shared/runtime/world';
import { readConfig } from './config.ts';
import { listAlerts } from './list-alerts.ts';

export const handler = observed(listAlerts(readConfig(), lambdaWorld()));
