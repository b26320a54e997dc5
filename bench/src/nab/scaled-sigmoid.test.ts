import { scaledSigmoid } from './scaled-sigmoid.ts';

test.each([
  [-1, 0.98661],
  [-0.5, 0.84828],
  [0, 0],
  [1, -0.98661],
  [3, -0.99999939],
  [3.0001, -1],
])('at %p of a window a detection is worth %p', (position, worth) => {
  expect(scaledSigmoid(position)).toBeCloseTo(worth, 5);
});

test('from three widths behind a window on, a false positive is as far off as can be', () => {
  expect(scaledSigmoid(3)).toBeGreaterThan(-1);
  expect(scaledSigmoid(3.000001)).toBe(-1);
});
