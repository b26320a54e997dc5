import { faultsInRules } from '@millrace/shared/alert-rules/faults-in-rules';
import type { AlertRule } from '@millrace/shared/contracts/alert-rule';
import type { EnrichedReading } from '@millrace/shared/contracts/enriched-reading';
import fc from 'fast-check';
import { anyReadings, start } from './any-readings-for-test.ts';
import { anyRules } from './any-rules-for-test.ts';
import { drive, historyOf, type Input, rememberedIn } from './drive-for-test.ts';

const numRuns = Number(process.env.RUNS ?? 150);

/** Long after all deadlines of the rules that are drawn. */
const end = { tick: start + 3 * 3_600_000 };

const isOn = fc.boolean().map((on) => () => on);

const outcome = (rules: AlertRule[], inputs: readonly Input[], on: () => boolean) => {
  const driven = drive(rules, [...inputs, end], { isOn: on });
  return {
    history: historyOf(driven),
    loud: driven.news.filter(({ isLoud }) => isLoud).length,
    rules: rememberedIn(driven.state),
  };
};

/** The order in which readings arrive that are each on their way for less than `lateness` seconds. */
const shuffled = (readings: EnrichedReading[], lateness: number) =>
  fc
    .array(fc.integer({ min: 0, max: lateness * 1000 - 1 }), { minLength: readings.length, maxLength: readings.length })
    .map((delays) =>
      readings
        .map((reading, index) => ({ reading, arrival: reading.time + (delays[index] ?? 0) }))
        .sort((a, b) => a.arrival - b.arrival)
        .map(({ reading }) => reading),
    );

/** The same readings, with some that come again, alone or with all that followed them. */
const redelivered = (readings: EnrichedReading[]) =>
  fc
    .array(fc.record({ at: fc.nat(), back: fc.integer({ min: 1, max: 12 }), isAlone: fc.boolean() }), { maxLength: 8 })
    .map((jumps) => {
      const arrivals: EnrichedReading[] = [];
      readings.forEach((reading, index) => {
        arrivals.push(reading);
        for (const { at, back, isAlone } of jumps) {
          if (at % readings.length !== index) continue;
          const from = Math.max(0, index + 1 - back);
          arrivals.push(...readings.slice(from, isAlone ? from + 1 : index + 1));
        }
      });
      return arrivals;
    });

const lateness = (rules: AlertRule[]) => Math.min(...rules.map((rule) => rule.lateness ?? 0));

/** Readings with ticks in between, each before all that comes later. */
const ticked = (readings: EnrichedReading[]) =>
  fc
    .array(fc.record({ after: fc.nat(), part: fc.double({ min: 0, max: 1, noNaN: true }) }), { maxLength: 8 })
    .map((ticks) =>
      readings.flatMap((reading, index): Input[] => {
        const next = Math.min(...readings.slice(index + 1).map(({ time }) => time), end.tick);
        const seen = Math.max(...readings.slice(0, index + 1).map(({ time }) => time));
        const here = ticks
          .filter(({ after }) => after % readings.length === index)
          .map(({ part }) => part)
          .sort((a, b) => a - b)
          .map((part) => ({ tick: Math.floor(seen - 3000 + (next - 1 - seen + 3000) * part) }))
          .filter(({ tick }) => tick < next);
        return [reading, ...here];
      }),
    );

test('the rules that are drawn are valid', () => {
  fc.assert(
    fc.property(anyRules({ late: false }), (rules) => {
      expect(faultsInRules(rules).filter(({ pointer }) => pointer !== '/suppress/rule')).toEqual([]);
    }),
    { numRuns },
  );
});

test('readings that come out of order within the lateness make the history that they make in order', () => {
  const drawn = fc
    .record({ rules: anyRules({ late: true }), readings: anyReadings(), isOn })
    .chain((given) => shuffled(given.readings, lateness(given.rules)).map((arrivals) => ({ ...given, arrivals })));
  fc.assert(
    fc.property(drawn, ({ rules, readings, arrivals, isOn }) => {
      expect(outcome(rules, arrivals, isOn)).toEqual(outcome(rules, readings, isOn));
    }),
    { numRuns },
  );
});

test('a rule that waits for late readings makes the history that one without lateness makes of readings in order', () => {
  fc.assert(
    fc.property(anyRules({ late: true }), anyReadings(), isOn, (rules, readings, isOn) => {
      const prompt = rules.map((rule) => ({ ...rule, lateness: 0 }));
      const waiting = rules.map((rule) => ({ ...rule, lateness: 2 }));
      const later = { tick: end.tick + 2000 };
      expect(outcome(waiting, [...readings, later], isOn)).toEqual(outcome(prompt, readings, isOn));
    }),
    { numRuns },
  );
});

test('readings that come again change nothing', () => {
  const drawn = fc
    .record({ rules: anyRules({ late: false }), readings: anyReadings(), isOn })
    .chain((given) => redelivered(given.readings).map((arrivals) => ({ ...given, arrivals })));
  fc.assert(
    fc.property(drawn, ({ rules, readings, arrivals, isOn }) => {
      expect(outcome(rules, arrivals, isOn)).toEqual(outcome(rules, readings, isOn));
    }),
    { numRuns },
  );
});

test('readings that come out of order, and again, change nothing more', () => {
  const drawn = fc.record({ rules: anyRules({ late: true }), readings: anyReadings(), isOn }).chain((given) =>
    shuffled(given.readings, lateness(given.rules))
      .chain(redelivered)
      .map((arrivals) => ({ ...given, arrivals })),
  );
  fc.assert(
    fc.property(drawn, ({ rules, readings, arrivals, isOn }) => {
      expect(outcome(rules, arrivals, isOn)).toEqual(outcome(rules, readings, isOn));
    }),
    { numRuns },
  );
});

test('who looks in between finds out earlier, and nothing else', () => {
  const drawn = fc
    .record({ rules: fc.oneof(anyRules({ late: false }), anyRules({ late: true })), readings: anyReadings(), isOn })
    .chain((given) => ticked(given.readings).map((inputs) => ({ ...given, inputs })));
  fc.assert(
    fc.property(drawn, ({ rules, readings, inputs, isOn }) => {
      expect(outcome(rules, inputs, isOn)).toEqual(outcome(rules, readings, isOn));
    }),
    { numRuns },
  );
});
