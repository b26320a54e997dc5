import type { EnrichedReading } from '@millrace/shared/contracts/enriched-reading';
import { anEnrichedReading } from '@millrace/shared/testing/an-enriched-reading';
import fc from 'fast-check';

/** Some seconds before 22:00 in Berlin, where hours begin and end. */
export const start = Date.UTC(2025, 10, 24, 20, 59, 40);

const unit = fc.constantFrom('1', 'V');
const number = fc.integer({ min: 0, max: 9 });
const measures = fc.record(
  {
    a: fc.record({
      value: fc.oneof({ weight: 8, arbitrary: number }, { weight: 1, arbitrary: fc.constant('off') }),
      unit,
    }),
    b: fc.record({ value: number }),
    c: fc.record({ value: fc.constantFrom<boolean | string>(true, false, 'off') }),
  },
  { requiredKeys: [] },
);

const gap = fc.oneof(
  { weight: 2, arbitrary: fc.constant(0) },
  { weight: 8, arbitrary: fc.integer({ min: 1, max: 12 }) },
  { weight: 2, arbitrary: fc.integer({ min: 10, max: 80 }) },
);

/** Readings of one device in the order of their times, some at one instant. */
export const anyReadings = (maxLength = 30): fc.Arbitrary<EnrichedReading[]> =>
  fc
    .array(
      fc.record(
        { gap, measures, severity: fc.constantFrom('INFO' as const, 'WARN' as const, 'ERROR' as const) },
        { requiredKeys: ['gap', 'measures'] },
      ),
      { minLength: 1, maxLength },
    )
    .map((drawn) => {
      let time = start;
      return drawn.map(({ gap, measures, severity }, index) => {
        time += gap * 100;
        return anEnrichedReading({
          id: `monitor-01:${String(index).padStart(3, '0')}`,
          time,
          receivedAt: time + 500,
          labels: { gateway: 'gateway-01' },
          measures: measures as EnrichedReading['measures'],
          ...(severity === undefined ? {} : { log: { severity, body: 'text' } }),
        });
      });
    });
