import { inParallel } from './in-parallel.ts';

/** Work that ends when it is told to, by item. */
const aJob = () => {
  const ends = new Map<number, { resolve: () => void; reject: (error: Error) => void }>();
  const work = (item: number) =>
    new Promise<string>((resolve, reject) => {
      ends.set(item, { resolve: () => resolve(`done ${item}`), reject });
    });
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  return {
    work,
    begun: () => [...ends.keys()],
    end: async (item: number) => {
      ends.get(item)?.resolve();
      await turn();
    },
    fail: async (item: number) => {
      ends.get(item)?.reject(new Error(`failed ${item}`));
      await turn();
    },
  };
};

test('no more is under way than allowed, and results are in the order of the items', async () => {
  const { work, begun, end } = aJob();
  const all = inParallel([1, 2, 3], 2, work);
  expect(begun()).toEqual([1, 2]);
  await end(2);
  expect(begun()).toEqual([1, 2, 3]);
  await end(3);
  await end(1);
  expect(await all).toEqual(['done 1', 'done 2', 'done 3']);
});

test('a failure is told when all that was begun has ended', async () => {
  const { work, begun, end, fail } = aJob();
  let told = false;
  const all = inParallel([1, 2, 3, 4], 2, work).catch((error: Error) => {
    told = true;
    return error.message;
  });
  await fail(1);
  expect([told, begun()]).toEqual([false, [1, 2]]);
  for (const item of [2, 3, 4]) await end(item);
  expect(await all).toBe('failed 1');
});

test('nothing to do is done', async () => {
  expect(await inParallel([], 4, aJob().work)).toEqual([]);
});
