import { observed } from '@millrace/shared/runtime/observability';
import { lambdaWorld } from '@millrace/shared/runtime/world';
import { readConfig } from './config.ts';
import { receiveOtlp } from './receive-otlp.ts';

export const handler = observed(receiveOtlp(readConfig(), lambdaWorld()));
