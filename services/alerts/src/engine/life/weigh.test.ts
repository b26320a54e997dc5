import type { EffectiveRule } from '@millrace/shared/alert-rules/effective-rule';
import { seen } from '../conditions/condition-for-test.ts';
import { beyondIn, weigh } from './weigh.ts';

const rule: Pick<EffectiveRule, 'escalate'> = {
  escalate: [
    { when: { measure: 'hr', above: 150, clear: 140 }, severity: 'warning' },
    { after: 60, severity: 'warning' },
    { when: { measure: 'spo2', below: 85 }, severity: 'critical' },
  ],
};
const after = (...readings: Parameters<typeof seen>[0][]) =>
  readings.map(seen).reduce<ReturnType<typeof weigh>>((weighed, reading) => weigh(rule, weighed, reading), undefined);

test('a value beyond the limit of a step reaches it, a clear one takes it back, and one in between neither', () => {
  expect(after({ at: 1, hr: 151 })).toEqual([[1000, 1], null, null]);
  expect(after({ at: 1, hr: 151 }, { at: 2, hr: 145 })).toEqual([[1000, 1], null, null]);
  expect(after({ at: 1, hr: 151 }, { at: 2, hr: 140 })).toEqual([[2000, 0], null, null]);
  expect(after({ at: 1, hr: 151 }, { at: 2, spo2: 84 })).toEqual([[1000, 1], null, [2000, 1]]);
});

test('what says nothing new leaves the same object', () => {
  const weighed = after({ at: 1, hr: 151 });
  expect(weigh(rule, weighed, seen({ at: 2, hr: 160 }))).toBe(weighed);
  expect(weigh(rule, weighed, seen({ at: 2, temp: 160 }))).toBe(weighed);
  expect(weigh(rule, undefined, seen({ at: 2, hr: 100, spo2: 97 }))).toBeUndefined();
  expect(weigh({}, weighed, seen({ at: 2, hr: 100 }))).toBe(weighed);
});

test('a reading no later than the one that a step changed with is not shown to it', () => {
  expect(after({ at: 1, hr: 151 }, { at: 1, hr: 100 })).toEqual([[1000, 1], null, null]);
  expect(after({ at: 1, hr: 100 }, { at: 1, hr: 151 }, { at: 1, hr: 100 })).toEqual([[1000, 1], null, null]);
  expect(after({ at: 1, hr: 151 }, { at: 1, spo2: 84 })).toEqual([[1000, 1], null, [1000, 1]]);
});

test('steps that are reached are told as bits', () => {
  expect([beyondIn(undefined), beyondIn([[1, 1], null, [1, 1]]), beyondIn([[1, 0], null, [1, 1]])]).toEqual([
    0, 0b101, 0b100,
  ]);
});
