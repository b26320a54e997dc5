import { median } from './median.ts';

test('the median is the middle value by size, not by place', () => {
  expect(median([10, 1, 2])).toBe(2);
});

test('of an even number of values it is the mean of the middle two', () => {
  expect(median([4, 1, 3, 100])).toBe(3.5);
});
