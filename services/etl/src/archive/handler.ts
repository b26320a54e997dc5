import { observed } from '@millrace/shared/runtime/observability';
import { lambdaWorld } from '@millrace/shared/runtime/world';
import { archive } from './archive.ts';
import { readConfig } from './config.ts';

export const handler = observed(archive(readConfig(), lambdaWorld()));
