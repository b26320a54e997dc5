import { saying } from './condition-for-test.ts';

const of = (times: number, of: number) => ({ repeated: { times, of, threshold: { measure: 'hr', above: 120 } } });
const values = (...hr: (number | string | undefined)[]) =>
  hr.map((value, index) => ({ at: index + 1, hr: value as number }));

test('so many breaches among the last values are a breach, and it is clear when none is left', () => {
  const { said } = saying(of(2, 3), values(130, 80, 130, 80, 80, 80, 130));
  expect(said).toEqual(['between', 'between', 'breach', 'between', 'between', 'clear', 'between']);
});

test('values count, not readings without the measure nor values that cannot be judged', () => {
  const { said } = saying(of(2, 2), [
    { at: 1, hr: 130 },
    { at: 2, spo2: 90 },
    { at: 3, hr: 'off' },
    { at: 4, hr: 130 },
  ]);
  expect(said).toEqual(['between', 'nothing', 'nothing', 'breach']);
});

test('the latest value is told, with its unit', () => {
  const { values: told, condition } = saying(of(1, 2), values(130, 80));
  expect(told).toEqual([130, 80]);
  expect(condition.observe(undefined, { id: 'x', time: 1, measures: { hr: { value: 130, unit: '/min' } } })).toEqual({
    memory: 1,
    truth: 'breach',
    value: 130,
    unit: '/min',
  });
});

test('all thirty of the last thirty can be asked for', () => {
  const many = Array.from({ length: 30 }, () => 130);
  expect(saying(of(30, 30), values(...many)).said.slice(-2)).toEqual(['between', 'breach']);
  expect(saying(of(30, 30), values(...many, 80)).said.at(-1)).toBe('between');
  expect(saying(of(30, 30), values(130, ...many.map(() => 80))).said.slice(-2)).toEqual(['between', 'clear']);
});

test('what changes nothing is not remembered', () => {
  const { condition } = saying(of(2, 3), []);
  expect(condition.observe(undefined, { id: 'x', time: 1, measures: { hr: { value: 80 } } }).memory).toBeUndefined();
  expect(condition.observe(0b111, { id: 'x', time: 1, measures: { hr: { value: 130 } } }).memory).toBe(0b111);
  expect([condition.measure, [...condition.looksAt], condition.knowsWhatItSaw, condition.dueAt(0b111)]).toEqual([
    'hr',
    ['hr'],
    false,
    undefined,
  ]);
});
