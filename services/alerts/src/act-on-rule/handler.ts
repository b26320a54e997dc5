import { observed } from '@millrace/shared/runtime/observability';
import { lambdaWorld } from '@millrace/shared/runtime/world';
import { actOnRule } from './act-on-rule.ts';
import { readConfig } from './config.ts';

export const handler = observed(actOnRule(readConfig(), lambdaWorld()));
