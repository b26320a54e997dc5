import { observed } from '@millrace/shared/runtime/observability';
import { lambdaWorld } from '@millrace/shared/runtime/world';
import { readConfig } from './config.ts';
import { receive } from './receive.ts';

export const handler = observed(receive(readConfig(), lambdaWorld()));
