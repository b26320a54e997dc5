import { observed } from '@millrace/shared/runtime/observability';
import { lambdaWorld } from '@millrace/shared/runtime/world';
import { readConfig } from './config.ts';
import { getAlert } from './get-alert.ts';

export const handler = observed(getAlert(readConfig(), lambdaWorld()));
