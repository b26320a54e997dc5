import { kinesisBatch } from '@millrace/shared/runtime/kinesis-batch';
import type { World } from '@millrace/shared/runtime/world';
import { keepSetAside } from '@millrace/shared/set-aside/keep-set-aside';
import { wireAlerting } from '../wire-alerting.ts';
import type { Config } from './config.ts';
import { evaluateReadings } from './evaluate-readings.ts';
import { parseEnrichedReading } from './parse-enriched-reading.ts';

/** Wires the function. */
export const evaluate = (config: Config, world: World) => {
  const { s3, announce, devices, currentRules } = wireAlerting(config, world);
  return kinesisBatch({
    parse: parseEnrichedReading,
    work: evaluateReadings({ ...devices, currentRules }),
    keep: keepSetAside({ s3, bucket: config.SET_ASIDE_BUCKET, by: 'alerts-evaluate', announce, now: world.now }),
  });
};
