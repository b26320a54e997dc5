import { sparkline } from './sparkline.ts';

test('the highest count is a full bar, none is a dot, and one is seen beside many', () => {
  expect(sparkline([0, 1, 50, 100])).toBe('·▁▄█');
  expect(sparkline([0, 0])).toBe('··');
  expect(sparkline([3])).toBe('█');
});
