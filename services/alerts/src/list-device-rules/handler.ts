import { observed } from '@millrace/shared/runtime/observability';
import { lambdaWorld } from '@millrace/shared/runtime/world';
import { readConfig } from './config.ts';
import { listDeviceRules } from './list-device-rules.ts';

export const handler = observed(listDeviceRules(readConfig(), lambdaWorld()));
