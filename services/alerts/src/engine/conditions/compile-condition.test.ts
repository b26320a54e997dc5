import { compileCondition } from './compile-condition.ts';
import { saying } from './condition-for-test.ts';

test('hours hold from a reading in them until one outside of them', () => {
  const given = { hours: { zone: 'UTC', from: '00:01', to: '00:02' } };
  const { said, condition, memory } = saying(given, [{ at: 59.999 }, { at: 60 }, { at: 119.999 }, { at: 120 }], 1e6);
  expect(said).toEqual(['clear', 'breach', 'breach', 'clear']);
  expect([condition.knowsWhatItSaw, memory]).toEqual([false, undefined]);
});

test('what is no condition is refused', () => {
  expect(() => compileCondition({})).toThrow('Not a condition: {}');
});
