import type { ClockLimits } from '../clock-fault.ts';

/** As `services/ingest/serverless.yml` sets them where nothing else is given. */
export const limits: ClockLimits = { MAX_AHEAD_SECONDS: 900, MAX_BEHIND_DAYS: 730 };
