import { inParallel } from './in-parallel.ts';

test('every item is worked on once, so many at once', async () => {
  const done: number[] = [];
  let running = 0;
  let most = 0;
  await inParallel([1, 2, 3, 4, 5], 2, async (item) => {
    most = Math.max(most, ++running);
    await Promise.resolve();
    running--;
    done.push(item);
  });
  expect([done, most]).toEqual([[1, 2, 3, 4, 5], 2]);
});

test('what one of them throws is thrown', async () => {
  await expect(inParallel([1, 2], 1, () => Promise.reject(new Error('SlowDown')))).rejects.toThrow('SlowDown');
});
