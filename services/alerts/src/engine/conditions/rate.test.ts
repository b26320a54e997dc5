import { saying } from './condition-for-test.ts';

const rises = { rate: { measure: 'temp', rises: 5, within: 10 } };
const told = (given: Parameters<typeof saying>[0], ...pairs: [at: number, temp: number | string][]) =>
  saying(
    given,
    pairs.map(([at, temp]) => ({ at, temp })),
  ).said;

test('a rise by more than the limit against a value at least so old is a breach, the limit itself is not', () => {
  expect(told(rises, [0, 20], [9, 40], [10, 25.1])).toEqual(['nothing', 'nothing', 'breach']);
  expect(told(rises, [0, 20], [10, 25])).toEqual(['nothing', 'clear']);
});

test('a fall by more than the limit is a breach where falls are asked for', () => {
  const falls = { rate: { measure: 'temp', falls: 5, within: 10 } };
  expect(told(falls, [0, 20], [10, 14])).toEqual(['nothing', 'breach']);
  expect(told(falls, [0, 20], [10, 26])).toEqual(['nothing', 'clear']);
  expect(told(rises, [0, 20], [10, 14])).toEqual(['nothing', 'clear']);
});

test('with hysteresis a change is clear from its limit on only', () => {
  const given = { rate: { ...rises.rate, clear: 2 } };
  expect(told(given, [0, 20], [10, 22.5], [11, 22], [12, 25], [13, 25.5])).toEqual([
    'nothing',
    'between',
    'clear',
    'between',
    'breach',
  ]);
});

test('a value twice as old is compared with, an older one is not', () => {
  expect(told(rises, [0, 20], [20, 30])).toEqual(['nothing', 'breach']);
  expect(told(rises, [0, 20], [20.001, 30])).toEqual(['nothing', 'nothing']);
  expect(told(rises, [0, 20], [10, 20], [30, 30], [50.001, 90])).toEqual(['nothing', 'clear', 'breach', 'nothing']);
});

test('after a gap a value is compared with those that come after the gap', () => {
  expect(told(rises, [0, 20], [100, 20], [110, 30])).toEqual(['nothing', 'nothing', 'breach']);
  expect(told(rises, [0, 20], [12, 20], [100, 20], [110, 30])).toEqual(['nothing', 'clear', 'nothing', 'breach']);
});

test('the value compared with moves on by at least the time each', () => {
  // 0, 12 and 24 are compared with; 5, 17 are not.
  expect(told(rises, [0, 0], [5, 50], [12, 5], [17, 5], [22, 11], [24, 11], [34, 17])).toEqual([
    'nothing',
    'nothing',
    'clear',
    'clear',
    'breach',
    'breach',
    'breach',
  ]);
  // 15 is younger than 10, 0 is more than twice as old as 10.
  expect(told(rises, [0, 0], [15, 0], [21, 50])).toEqual(['nothing', 'clear', 'nothing']);
});

test('what is no number, or in another unit, says nothing', () => {
  expect(told(rises, [0, 20], [10, 'hot'], [11, 30])).toEqual(['nothing', 'nothing', 'breach']);
  const kelvin = { rate: { ...rises.rate, unit: 'K' } };
  expect(told(kelvin, [0, 20], [10, 30])).toEqual(['nothing', 'nothing']);
});

test('the value is told, and most values leave the memory as it is', () => {
  const { condition, values } = saying(rises, [
    { at: 0, temp: 20 },
    { at: 10, temp: 26 },
  ]);
  expect(values).toEqual([undefined, 26]);
  const memory = [0, 20];
  expect(condition.observe(memory, { id: 'x', time: 5000, measures: { temp: { value: 21 } } }).memory).toBe(memory);
  expect(condition.observe(memory, { id: 'x', time: 10_000, measures: { temp: { value: 21, unit: 'K' } } })).toEqual({
    memory: [0, 20, 10_000, 21],
    truth: 'clear',
    value: 21,
    unit: 'K',
  });
  const full = [0, 20, 10_000, 21];
  expect(condition.observe(full, { id: 'x', time: 19_999, measures: { temp: { value: 21 } } }).memory).toBe(full);
  expect([condition.measure, [...condition.looksAt], condition.knowsWhatItSaw]).toEqual(['temp', ['temp'], false]);
});
