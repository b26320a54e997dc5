import { observed } from '@millrace/shared/runtime/observability';
import { lambdaWorld } from '@millrace/shared/runtime/world';
import { readConfig } from './config.ts';
import { receiveLines } from './receive-lines.ts';

export const handler = observed(receiveLines(readConfig(), lambdaWorld()));
