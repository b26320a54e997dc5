import { observed } from '@millrace/shared/runtime/observability';
import { lambdaWorld } from '@millrace/shared/runtime/world';
import { readConfig } from './config.ts';
import { wake } from './wake.ts';

export const handler = observed(wake(readConfig(), lambdaWorld()));
