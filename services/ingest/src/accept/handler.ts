import { observed } from '@millrace/shared/runtime/observability';
import { lambdaWorld } from '@millrace/shared/runtime/world';
import { accept } from './accept.ts';
import { readConfig } from './config.ts';

export const handler = observed(accept(readConfig(), lambdaWorld()));
