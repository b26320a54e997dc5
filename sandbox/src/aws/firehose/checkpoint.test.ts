import fc from 'fast-check';
import { createCheckpoint } from './checkpoint.ts';

test('a record of several parts is passed when the last of them is settled', () => {
  const checkpoint = createCheckpoint('TRIM_HORIZON');
  const settle = checkpoint.open('1', 2);
  settle();
  expect(checkpoint.position()).toBe('TRIM_HORIZON');
  settle();
  expect(checkpoint.position()).toBe('1');
});

test('a record without parts is passed at once, but not over an open one', () => {
  const checkpoint = createCheckpoint('TRIM_HORIZON');
  checkpoint.open('1', 0);
  expect(checkpoint.position()).toBe('1');
  const settle = checkpoint.open('2', 1);
  checkpoint.open('3', 0);
  expect(checkpoint.position()).toBe('1');
  settle();
  expect(checkpoint.position()).toBe('3');
});

test('the position is always the last record before the first open one', () => {
  const shuffled = fc.integer({ min: 1, max: 20 }).chain((count) =>
    fc.shuffledSubarray(
      Array.from({ length: count }, (_, index) => index),
      { minLength: count, maxLength: count },
    ),
  );
  fc.assert(
    fc.property(shuffled, (order) => {
      const checkpoint = createCheckpoint('-1');
      const settles = order.map((_, index) => checkpoint.open(String(index), 1));
      const open = new Set(order);
      for (const index of order) {
        settles[index]?.();
        open.delete(index);
        const firstOpen = Math.min(...open, order.length);
        expect(checkpoint.position()).toBe(String(firstOpen - 1));
      }
      expect(checkpoint.settled()).toBe(true);
    }),
  );
});
