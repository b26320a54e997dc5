import { saying } from './condition-for-test.ts';

const measures = {
  hr: [{ to: 50, points: 2 }, { to: 90, points: 0 }, { to: 110, points: 1 }, { points: 3 }],
  spo2: [{ to: 91, points: 3 }, { points: 0 }],
  mind: [{ equal: 'alert', points: 0 }, { equal: true, points: 1 }, { points: 3 }],
};
const news = (given: object = {}) => ({ score: { measures, from: 4, ...given } });

test('points are summed over the latest values, each by the first band that takes it', () => {
  const { said, values } = saying(news(), [
    { at: 1, hr: 90 },
    { at: 2, hr: 90.1 },
    { at: 3, spo2: 91 },
    { at: 4, mind: 'confused' },
    { at: 5, hr: 50 },
    { at: 6, spo2: 92, mind: 'alert' },
    { at: 7, mind: true },
  ]);
  expect(values).toEqual([0, 1, 4, 7, 8, 2, 3]);
  expect(said).toEqual(['clear', 'clear', 'breach', 'breach', 'breach', 'clear', 'clear']);
});

test('a breach begins at its points, and it is clear from the hysteresis on', () => {
  const given = news({ clear: 1 });
  const { said } = saying(given, [
    { at: 1, hr: 120 },
    { at: 2, mind: true },
    { at: 3, hr: 40 },
    { at: 4, hr: 72 },
  ]);
  expect(said).toEqual(['between', 'breach', 'between', 'clear']);
});

test('points of one measure can be a breach alone', () => {
  const given = news({ from: 7, single: 3 });
  expect(
    saying(given, [
      { at: 1, hr: 50 },
      { at: 2, hr: 120 },
      { at: 3, hr: 100, mind: true },
    ]).said,
  ).toEqual(['clear', 'breach', 'clear']);
});

test('a text has the points of the last band where the others are limits', () => {
  expect(saying(news(), [{ at: 1, hr: 'off' }]).values).toEqual([3]);
});

test('a value that no band takes has no points', () => {
  const given = { score: { measures: { hr: [{ to: 50, points: 2 }] }, from: 1 } };
  expect(saying(given, [{ at: 1, hr: 60 }]).values).toEqual([0]);
});

test('readings without any of the measures say nothing', () => {
  expect(saying(news(), [{ at: 1, temp: 40 }])).toMatchObject({ said: ['nothing'], memory: undefined });
});

test('of two values of one instant the first counts, and one that comes again says nothing', () => {
  expect(
    saying(news(), [
      { at: 1, hr: 120 },
      { at: 1, hr: 72 },
      { at: 1, hr: 72, spo2: 80 },
    ]),
  ).toMatchObject({
    said: ['clear', 'nothing', 'breach'],
    values: [3, undefined, 6],
  });
});

test('a value stands for ever where no time is given', () => {
  expect(saying(news(), [{ at: 1, hr: 120 }], 9e9)).toMatchObject({ said: ['clear'], dueAt: undefined });
});

test('a value stands for eleven tenths of the time after what is remembered of it', () => {
  const given = news({ stands: 10 });
  expect(saying(given, [{ at: 1, hr: 120, spo2: 80 }], 11.999).said).toEqual(['breach']);
  expect(saying(given, [{ at: 1, hr: 120, spo2: 80 }], 12)).toMatchObject({
    said: ['breach', '12: clear'],
    values: [6, 0],
    memory: {},
  });
  // The same points within a tenth of the time are not remembered again.
  expect(
    saying(
      given,
      [
        { at: 1, hr: 120 },
        { at: 1.999, hr: 121 },
      ],
      30,
    ).said,
  ).toEqual(['clear', 'clear', '12: clear']);
  expect(
    saying(
      given,
      [
        { at: 1, hr: 120 },
        { at: 2, hr: 121 },
      ],
      30,
    ).said,
  ).toEqual(['clear', 'clear', '13: clear']);
  expect(
    saying(
      given,
      [
        { at: 1, hr: 120 },
        { at: 1.5, hr: 100 },
      ],
      30,
    ).said,
  ).toEqual(['clear', 'clear', '12.5: clear']);
});

test('measures cease to stand one by one', () => {
  const given = news({ stands: 10 });
  expect(
    saying(
      given,
      [
        { at: 1, hr: 120 },
        { at: 5, spo2: 80 },
      ],
      30,
    ),
  ).toMatchObject({
    said: ['clear', 'breach', '12: clear', '16: clear'],
    values: [3, 6, 3, 0],
  });
});

test('what changes no points leaves the memory as it is', () => {
  const { condition } = saying(news(), []);
  const memory = { hr: [1000, 3] };
  expect(condition.observe(memory, { id: 'x', time: 5000, measures: { hr: { value: 130 } } }).memory).toBe(memory);
  expect(condition.observe(undefined, { id: 'x', time: 5000, measures: { hr: { value: 72 } } }).memory).toEqual({
    hr: [5000, 0],
  });
  expect([condition.dueAt(undefined), condition.pass(undefined, 9)]).toEqual([
    undefined,
    { memory: {}, truth: 'clear', value: 0 },
  ]);
  expect([[...condition.looksAt], condition.knowsWhatItSaw]).toEqual([['hr', 'spo2', 'mind'], true]);
});
