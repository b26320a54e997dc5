import { observed } from '@millrace/shared/runtime/observability';
import { lambdaWorld } from '@millrace/shared/runtime/world';
import { readConfig } from './config.ts';
import { evaluate } from './evaluate.ts';

export const handler = observed(evaluate(readConfig(), lambdaWorld()));
