import type { AlertRule } from '@millrace/shared/contracts/alert-rule';
import type { EnrichedReading } from '@millrace/shared/contracts/enriched-reading';
import { anAlertRule } from '@millrace/shared/testing/an-alert-rule';
import { anEnrichedReading } from '@millrace/shared/testing/an-enriched-reading';
import fc from 'fast-check';
import { type DeviceRecord, emptyRecord, fromItem, toItem } from './device-record.ts';
import { evaluateDevice } from './evaluate-device.ts';

const seconds = fc.integer({ min: 0, max: 5 });

const rule: fc.Arbitrary<AlertRule> = fc
  .record({ for: seconds, clearFor: seconds, clearLimit: fc.integer({ min: 1, max: 4 }) })
  .map(({ clearFor, clearLimit, ...given }) =>
    anAlertRule({ ...given, condition: { above: 4 }, clear: { limit: clearLimit, for: clearFor } }),
  );

const rules = fc
  .array(rule, { maxLength: 3 })
  .map((each) => each.map((one, index) => ({ ...one, id: `rule-${index}` })));

const readingAt = (time: number, value: number): EnrichedReading =>
  anEnrichedReading({ time, measures: { 'heart-rate': { value } } });

const value = fc.integer({ min: 0, max: 6 });

/** In the order of the device's clock, half seconds apart or more. */
const inOrder: fc.Arbitrary<EnrichedReading[]> = fc
  .array(fc.record({ value, gap: fc.integer({ min: 1, max: 6 }) }), { maxLength: 40 })
  .map((steps) => {
    const times = steps.map((_, index) => steps.slice(0, index + 1).reduce((sum, { gap }) => sum + gap * 500, 0));
    return steps.map((step, index) => readingAt(times[index] ?? 0, step.value));
  });

const inAnyOrder: fc.Arbitrary<EnrichedReading[]> = fc.array(
  fc.record({ value, time: fc.integer({ min: 0, max: 40 }) }).map((each) => readingAt(each.time * 500, each.value)),
  { maxLength: 40 },
);

/** All that a device's alerts went through, batch by batch, each stored and read again. The outbox is never sent here. */
const recordAfter = (ruleSet: AlertRule[], batches: EnrichedReading[][], room?: number): DeviceRecord => {
  const evaluate = evaluateDevice(ruleSet, room);
  let record = emptyRecord('monitor-01');
  const sent = [];
  for (const batch of batches)
    for (let left = batch; left.length > 0; ) {
      const evaluation = evaluate(record, left);
      left = left.slice(evaluation.evaluated);
      sent.push(...evaluation.record.outbox);
      record = { ...fromItem(toItem(evaluation.record)), outbox: [] };
    }
  return { ...record, outbox: sent };
};

const historyOf = (record: DeviceRecord): string[] =>
  record.outbox.map(({ notification: { rule: id, change, raisedAt, clearedAt } }) =>
    [id, change, clearedAt ?? raisedAt].join(' '),
  );

test('any split into batches, and any size of the outbox, gives the same record', () => {
  const cuts = fc.array(fc.nat(40), { maxLength: 10 });
  fc.assert(
    fc.property(rules, inAnyOrder, cuts, fc.constantFrom(1, 600, 2000), (ruleSet, readings, at, room) => {
      const ends = [...at, readings.length].sort((a, b) => a - b);
      const batches = ends.map((end, index) => readings.slice(ends[index - 1] ?? 0, end));
      expect(recordAfter(ruleSet, batches, room)).toEqual(recordAfter(ruleSet, [readings]));
    }),
  );
});

test('readings that come again, at any later place, give the same record', () => {
  const again = fc.array(fc.record({ which: fc.nat(39), later: fc.nat(40) }), { maxLength: 20 });
  fc.assert(
    fc.property(rules, inOrder, again, (ruleSet, readings, repeats) => {
      const delivered = readings.flatMap((reading, place) => [
        reading,
        ...repeats
          .filter(({ which, later }) => Math.min(which + later, readings.length - 1) === place && which <= place)
          .flatMap(({ which }) => readings[which] ?? []),
      ]);
      expect(recordAfter(ruleSet, [delivered])).toEqual(recordAfter(ruleSet, [readings]));
    }),
  );
});

test('a batch that is delivered again from anywhere gives the same record', () => {
  fc.assert(
    fc.property(rules, inOrder, fc.nat(39), (ruleSet, readings, from) => {
      const redelivered = [readings, readings.slice(from)];
      expect(recordAfter(ruleSet, redelivered)).toEqual(recordAfter(ruleSet, [readings]));
    }),
  );
});

/** Looks at the whole past for each decision, as a person with a chart would. */
const readTheChart = (one: AlertRule, readings: EnrichedReading[]): string[] => {
  const chart = readings.map(({ time, measures }) => ({ time, value: Number(measures['heart-rate']?.value) }));
  /** First reading from `start` on that ends a run, of at least `lasting` seconds, of values that all `fit`. */
  const endOfRun = (start: number, lasting: number, fit: (value: number) => boolean): number =>
    chart.findIndex(
      (end, index) =>
        index >= start &&
        chart.some(
          (first, from) =>
            from >= start &&
            from <= index &&
            end.time - first.time >= lasting * 1000 &&
            chart.slice(from, index + 1).every((each) => fit(each.value)),
        ),
    );
  const history: string[] = [];
  for (let next = 0; next < chart.length; ) {
    const raise = endOfRun(next, one.for, (each) => each > 4);
    if (raise === -1) break;
    history.push(`${one.id} raised ${chart[raise]?.time}`);
    const clear = endOfRun(raise + 1, one.clear.for, (each) => each <= (one.clear.limit ?? 4));
    if (clear === -1) break;
    history.push(`${one.id} cleared ${chart[clear]?.time}`);
    next = clear + 1;
  }
  return history;
};

test('the machine, which remembers one instant, agrees with a look at the whole chart', () => {
  fc.assert(
    fc.property(rule, inOrder, (one, readings) => {
      expect(historyOf(recordAfter([one], [readings]))).toEqual(readTheChart(one, readings));
    }),
    { numRuns: 1000 },
  );
});
