import fc from 'fast-check';
import { inBatches } from './batches.ts';

test('batches keep every item in order and stay within both limits', () => {
  fc.assert(
    fc.property(
      fc.array(fc.nat(30)),
      fc.integer({ min: 1, max: 5 }),
      fc.integer({ min: 1, max: 60 }),
      (items, count, bytes) => {
        const batches = inBatches(items, { count, bytes, sizeOf: (item) => item });
        expect(batches.flat()).toEqual(items);
        for (const batch of batches) {
          expect(batch.length).toBeLessThanOrEqual(count);
          const size = batch.reduce((sum, item) => sum + item, 0);
          expect(size <= bytes || batch.length === 1).toBe(true);
        }
      },
    ),
  );
});

test('a batch is as full as the limits allow', () => {
  expect(inBatches([4, 6, 1, 10, 11], { count: 3, bytes: 10, sizeOf: (item) => item })).toEqual([
    [4, 6],
    [1],
    [10],
    [11],
  ]);
  expect(inBatches([1, 1, 1, 1], { count: 3, bytes: 10, sizeOf: (item) => item })).toEqual([[1, 1, 1], [1]]);
});
