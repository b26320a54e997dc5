import type { Environment } from '@millrace/shared/runtime/environment';
import { clockLimits } from '../clock/clock-fault.ts';

/** What every function that takes readings reads, beside its own. */
export const environment = { RAW_READINGS_STREAM: 'text', ...clockLimits } as const;

export type TakeConfig = Environment<typeof environment>;
