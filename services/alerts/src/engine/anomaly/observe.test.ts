import fc from 'fast-check';
import { decodeModel, encodeModel } from './encode-model.ts';
import { type Model, noModel, observe, recommendedThreshold } from './observe.ts';
import { readState, writeState } from './state-bytes.ts';

const minute = 60_000;
const start = Date.UTC(2026, 0, 5);

type Reading = { time: number; value: number };

const watch = (readings: readonly Reading[], keep = (model: Model) => model) => {
  let model = noModel;
  const scores: number[] = [];
  const models: Model[] = [];
  for (const { time, value } of readings) {
    const observed = observe(keep(model), time, value);
    model = observed.model;
    scores.push(observed.score);
    models.push(model);
  }
  return { scores, models, model };
};

/** A series of readings five minutes apart; noise is that of a fixed congruence, between -1 and 1. */
const series = (length: number, valueAt: (index: number, noise: number) => number): Reading[] => {
  let seed = 1;
  return Array.from({ length }, (_, index) => {
    seed = (seed * 48_271) % 2_147_483_647;
    return { time: start + index * 5 * minute, value: valueAt(index, seed / 1_073_741_823.5 - 1) };
  });
};

const detections = (readings: readonly Reading[]): number[] =>
  watch(readings).scores.flatMap((score, index) => (score >= recommendedThreshold ? [index] : []));

/** Those from a reading on; noise alone is a new record now and then, the more often the less is known. */
const detectionsFrom = (first: number, readings: readonly Reading[]): number[] =>
  detections(readings).filter((index) => index >= first);

const anyValue = fc.oneof(
  { weight: 3, arbitrary: fc.double({ min: -100, max: 100, noNaN: true }) },
  { weight: 1, arbitrary: fc.double({ noNaN: true, noDefaultInfinity: true }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(0, -0, 5, Number.MAX_VALUE, -Number.MAX_VALUE, Number.MIN_VALUE, 1e-300, 1e300),
  },
);
const anyGap = fc.oneof(fc.constant(5 * minute), fc.integer({ min: 1, max: 1000 }), fc.integer({ min: 1, max: 1e10 }));
/** Each value may be held for long, so that a series gets beyond the beginning. */
const anySeries = fc
  .array(fc.record({ value: anyValue, gap: anyGap, times: fc.integer({ min: 1, max: 40 }) }), { maxLength: 60 })
  .map((runs) => {
    let time = start;
    return runs.flatMap(({ value, gap, times }) =>
      Array.from({ length: times }, (_, index) => {
        time += gap;
        return { time, value: index % 2 === 0 ? value : value * 0.9 };
      }),
    );
  });

test('whatever comes, the model stays within 64 bytes, its numbers finite, and scores between 0 and 1', () => {
  fc.assert(
    fc.property(anySeries, (readings) => {
      const { scores, models } = watch(readings);
      expect(
        models.filter((model) => model.length > 64 || !numbersOf(readState(model)).every(Number.isFinite)),
      ).toEqual([]);
      expect(scores.filter((score) => !(score >= 0 && score <= 1))).toEqual([]);
    }),
  );
});

const numbersOf = (value: unknown): unknown[] =>
  typeof value === 'object' && value !== null ? Object.values(value).flatMap(numbersOf) : [value];

test('a model that was encoded and decoded goes on bit by bit as if it had not been', () => {
  fc.assert(
    fc.property(anySeries, fc.nat({ max: 7 }), (readings, every) => {
      let turn = 0;
      const stored = watch(readings, (model) =>
        turn++ % (every + 1) === 0 ? (decodeModel(encodeModel(model)) as Model) : model,
      );
      const kept = watch(readings);
      expect(stored.scores).toEqual(kept.scores);
      expect(stored.model).toEqual(kept.model);
    }),
  );
});

test('a reading that is not later than the last teaches nothing', () => {
  const { model } = watch(series(100, (_, noise) => noise));
  const last = start + 99 * 5 * minute;
  for (const time of [last, last - 1, last - 1e9, Number.NaN]) {
    const observed = observe(model, time, 1000);
    expect(observed.model).toBe(model);
    expect(observed.score).toBe(0);
  }
  expect(observe(model, last + 1, 1000).score).toBeGreaterThan(recommendedThreshold);
});

test.each([Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY])('%p teaches nothing', (value) => {
  const { model } = watch(series(100, (_, noise) => noise));
  expect(observe(model, start + 1e9, value)).toEqual({ model, score: 0 });
  expect(observe(noModel, start, value).model).toBe(noModel);
});

test('a model is never changed by what comes after it', () => {
  const { models } = watch(series(300, (index, noise) => noise + (index === 200 ? 50 : 0)));
  const copies = models.map((model) => Array.from(model));
  for (const model of models) observe(model, start + 1e10, 12);
  expect(models.map((model) => Array.from(model))).toEqual(copies);
});

test('a constant is never an anomaly', () => {
  for (const value of [0, 1e-9, 101_325, -1e300]) expect(detections(series(3000, () => value))).toEqual([]);
});

test('an outlier is found when it comes', () => {
  expect(
    detectionsFrom(
      1500,
      series(2000, (index, noise) => 20 + noise + (index === 1500 ? 10 : 0)),
    ),
  ).toEqual([1500]);
  expect(
    detectionsFrom(
      1500,
      series(2000, (index, noise) => 20 + noise - (index === 1500 ? 10 : 0)),
    ),
  ).toEqual([1500]);
});

test('the same holds at any scale and level', () => {
  for (const [scale, level] of [
    [1e-6, 0],
    [1e6, 0],
    [1, 1e6],
    [-1, -273],
  ] as const)
    expect(
      detectionsFrom(
        1500,
        series(2000, (index, noise) => level + scale * (20 + noise + (index === 1500 ? 10 : 0))),
      ),
    ).toEqual([1500]);
});

test('a shift of the level that is no new record by itself is found by the mean', () => {
  const found = detectionsFrom(
    1500,
    series(2000, (index, noise) => (index < 1500 ? 0 : 1.2) + noise ** 3 * 4),
  );
  expect(found[0]).toBeLessThan(1530);
  expect(found.length).toBeLessThanOrEqual(2);
});

test('a level that is usual by day is an anomaly by night', () => {
  const readings = series(14 * 288, (index, noise) => {
    const [day, hour] = [Math.floor(index / 288), (index % 288) / 12];
    return ((hour >= 8 && hour < 18) || (day === 10 && hour < 3) ? 80 : 20) + noise;
  });
  expect(detectionsFrom(9 * 288, readings)).toEqual([10 * 288]);
});

test('the first fifty readings score nothing, the next one may', () => {
  expect(watch(series(50, (index) => index ** 3)).scores.every((score) => score === 0)).toBe(true);
  const scoreAfter = (count: number) =>
    observe(watch(series(count, (index) => index % 2)).model, start + 1e9, 1000).score;
  expect(scoreAfter(49)).toBe(0);
  expect(scoreAfter(50)).toBeGreaterThan(0.99);
});

test('what comes among the first four readings sets no record', () => {
  // Less than a day, so that nothing is usual yet.
  const { model } = watch(series(250, (index) => (index === 2 ? 50 : index % 2)));
  expect(observe(model, start + 250 * 5 * minute, 10).score).toBeGreaterThan(0.999);
});

test('a value in the midst of a gap is found', () => {
  const twoLevels = series(2000, (index, noise) => (index === 1500 ? 50 : index % 3 === 0 ? 100 : 0) + noise);
  expect(detectionsFrom(1500, twoLevels)).toEqual([1500]);
});

test('one outlier moves the means by no more than twice the span would', () => {
  const { models } = watch(series(1501, (index, noise) => noise + (index === 1500 ? 1e9 : 0)));
  const [before, after] = [models[1499], models[1500]].map((model) => readState(model as Model));
  expect(Math.abs((after?.mean ?? 0) - (before?.mean ?? 0))).toBeLessThan(0.3);
  expect(Math.abs((after?.centre ?? 0) - (before?.centre ?? 0))).toBeLessThan(0.01);
});

test('the count goes round where its bytes end, and records fade on', () => {
  const { model } = watch(series(100, (_, noise) => noise));
  const last = writeState({ ...readState(model), count: 65_535 });
  const next = observe(last, start + 1e9, 0).model;
  expect(readState(next).count).toBe(63_488);
  expect(readState(next).valueRecord.high).toBeLessThan(readState(last).valueRecord.high);
});

test('early records are no news: the more readings there were, the greater the surprise', () => {
  const scoreAt = (count: number) => {
    const { model } = watch(series(count, (index) => index % 2));
    return observe(model, start + 1e9, 1.1).score;
  };
  // A tenth beyond the only span there ever was: (1 + 0.1 / 0.6) ^ -6 for a record, 500 / 100 times as many of them at first.
  expect(scoreAt(600)).toBeCloseTo(1 - (1 + 0.1 / 0.6) ** -6, 1);
  expect(scoreAt(99)).toBe(0);
  expect(scoreAt(399)).toBeCloseTo(1 - (500 / 400) * (1 + 0.1 / 0.6) ** -6, 1);
});

test('a surprise is followed by a rest, in which a like one is none', () => {
  const spikes = (second: number) => series(4000, (index, noise) => noise + ([2000, second].includes(index) ? -20 : 0));
  expect(detectionsFrom(2000, spikes(2001))).toEqual([2000]);
  expect(detectionsFrom(2000, spikes(3900))).toEqual(expect.arrayContaining([2000, 3900]));
  const rising = series(4000, (index, noise) => noise + (index >= 2000 ? Math.min(20, (index - 2000) / 2) : 0));
  expect(detectionsFrom(2000, rising).length).toBeLessThanOrEqual(3);
});

test('noise alone is called an anomaly less than once in a thousand readings', () => {
  expect(detections(series(20_000, (_, noise) => noise)).length).toBeLessThan(20);
  expect(detections(series(20_000, (_, noise) => noise ** 5)).length).toBeLessThan(20);
  expect(detections(series(20_000, (_, noise) => -Math.log((noise + 1) / 2 + 1e-9))).length).toBeLessThan(20);
});

test('a new level is taken in, whatever the change of scale', () => {
  const found = detectionsFrom(
    2000,
    series(4000, (index, noise) => (index < 2000 ? noise : 1e9 * (3 + noise))),
  );
  expect(found[0]).toBe(2000);
  expect(found.length).toBeLessThan(10);
});

test('gaps of any length are no anomaly by themselves', () => {
  const readings = series(3000, (_, noise) => noise).map(({ time, value }, index) => ({
    time: time + Math.floor(index / 100) ** 3 * 86_400_000,
    value,
  }));
  expect(detections(readings).length).toBeLessThan(5);
});
