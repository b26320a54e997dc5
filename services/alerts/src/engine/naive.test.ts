import type { AlertCondition } from '@millrace/shared/contracts/alert-condition';
import fc from 'fast-check';
import { anyReadings, start } from './any-readings-for-test.ts';
import { anyLeaf } from './any-rules-for-test.ts';
import { drive } from './drive-for-test.ts';
import { naiveEpisodes, naiveSignals } from './naive-for-test.ts';

const numRuns = Number(process.env.RUNS ?? 150);
const end = start + 3_600_000;

const kinds = ['threshold', 'repeated', 'rate', 'silence', 'logs', 'score'] as const;

const charts = anyReadings(40).map((readings) =>
  readings.filter(({ time }, index) => time !== readings[index + 1]?.time),
);

test.each(kinds)('alerts by %s with durations are those that the whole chart shows', (kind) => {
  const when = anyLeaf.filter((condition: AlertCondition) => condition[kind] !== undefined);
  const durations = fc.record({ for: fc.integer({ min: 0, max: 3 }), clearFor: fc.integer({ min: 0, max: 3 }) });
  fc.assert(
    fc.property(when, durations, charts, fc.constantFrom(0, 2), (when, lasting, chart, lateness) => {
      const rule = { id: 'rule', summary: 'Something is wrong', severity: 'info' as const, when, lateness, ...lasting };
      const { news } = drive([rule], [...chart, { tick: end + lateness * 1000 }]);
      const told = news.map(({ notification: { change, time } }) => `${change} at ${time - start}`);
      const shown = naiveEpisodes(
        naiveSignals(when, chart, end),
        { holds: lasting.for * 1000, clears: lasting.clearFor * 1000 },
        end,
      ).flatMap(({ raisedAt, clearedAt }) => [
        `raised at ${raisedAt - start}`,
        ...(clearedAt === undefined ? [] : [`cleared at ${clearedAt - start}`]),
      ]);
      expect(told).toEqual(shown);
    }),
    { numRuns },
  );
});

test('a silence is found after its time, and within a tenth of it', () => {
  fc.assert(
    fc.property(charts, fc.integer({ min: 1, max: 6 }), (chart, after) => {
      const rule = {
        id: 'rule',
        summary: 'Something is wrong',
        severity: 'info' as const,
        when: { silence: { after } },
      };
      const raised = drive([rule], [...chart, { tick: end }])
        .news.filter(({ notification }) => notification.change === 'raised')
        .map(({ notification }) => notification.time);
      for (const time of raised) {
        const silent = time - Math.max(...chart.map((each) => each.time).filter((each) => each <= time));
        expect(silent).toBeGreaterThan(after * 1000);
        expect(silent).toBeLessThanOrEqual(after * 1100);
      }
      const gaps = chart.map(({ time }, index) => (chart[index + 1]?.time ?? end) - time);
      expect(raised.length).toBeGreaterThanOrEqual(gaps.filter((gap) => gap > after * 1100).length);
      expect(raised.length).toBeLessThanOrEqual(gaps.filter((gap) => gap > after * 1000).length);
    }),
    { numRuns },
  );
});
