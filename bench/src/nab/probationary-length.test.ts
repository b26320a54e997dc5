import { probationaryLength } from './probationary-length.ts';

test.each([
  [1, 0],
  [99, 14],
  [100, 15],
  [4032, 604],
  [5000, 750],
  [5010, 750],
  [22_695, 750],
])('of %p rows the first %p are not scored', (rows, length) => {
  expect(probationaryLength(rows)).toBe(length);
});
