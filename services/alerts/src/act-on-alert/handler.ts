import { observed } from '@millrace/shared/runtime/observability';
import { lambdaWorld } from '@millrace/shared/runtime/world';
import { actOnAlert } from './act-on-alert.ts';
import { readConfig } from './config.ts';

export const handler = observed(actOnAlert(readConfig(), lambdaWorld()));
