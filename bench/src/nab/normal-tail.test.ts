import { normalTail } from './normal-tail.ts';

// Abramowitz & Stegun, tables 26.1 and 26.2.
test.each([
  [0, 0.5],
  [1, 0.158655253931457],
  [2, 0.022750131948179],
  [2.5, 6.209665325776e-3],
  [3, 1.34989803163e-3],
  [5, 2.86651571879e-7],
  [10, 7.61985302416e-24],
])('above %p lies %p of the normal distribution', (z, probability) => {
  expect(normalTail(z) / probability).toBeCloseTo(1, 10);
});
