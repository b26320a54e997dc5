import { observed } from '@millrace/shared/runtime/observability';
import { lambdaWorld } from '@millrace/shared/runtime/world';
import { readConfig } from './config.ts';
import { enrich } from './enrich.ts';

export const handler = observed(enrich(readConfig(), lambdaWorld()));
