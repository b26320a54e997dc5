import { saying } from './condition-for-test.ts';

const errors = (count: number) => ({ logs: { severity: 'ERROR' as const, count, within: 10 } });
const lines = (...at: number[]) => at.map((second) => ({ at: second, log: 'ERROR' }));

test('so many lines within the time are a breach', () => {
  const { said, values } = saying(errors(3), lines(1, 2, 3));
  expect([said, values]).toEqual([
    ['clear', 'clear', 'breach'],
    [1, 2, 3],
  ]);
});

test('a line counts for the time after it, and no longer', () => {
  expect(saying(errors(2), lines(1, 11)).said).toEqual(['clear', 'clear']);
  expect(saying(errors(2), lines(1, 10.999), 30).said).toEqual(['clear', 'breach', '11: clear']);
  expect(saying(errors(2), lines(1, 10.999), 10.999).said).toEqual(['clear', 'breach']);
  expect(saying(errors(1), lines(1), 30)).toMatchObject({ said: ['breach', '11: clear'], values: [1, 0] });
});

test('a line at the very instant at which another ceases to count takes its place', () => {
  expect(saying(errors(2), lines(1, 5, 11), 30).said).toEqual(['clear', 'breach', 'breach', '15: clear']);
});

test('lines of lower severities do not count, nor do readings without a line', () => {
  const { said } = saying(errors(1), [
    { at: 1, log: 'WARN' },
    { at: 2, hr: 72 },
    { at: 3, log: 'FATAL' },
    { at: 4, log: 'ERROR' },
  ]);
  expect(said).toEqual(['nothing', 'nothing', 'breach', 'breach']);
});

test('lines of one instant are told apart by their ids, and one that comes again does not count', () => {
  const line = (id: string) => ({ at: 1, log: 'ERROR', id });
  expect(saying(errors(2), [line('a'), line('a'), line('b'), line('a')]).said).toEqual([
    'clear',
    'nothing',
    'breach',
    'nothing',
  ]);
  expect(saying(errors(3), [line('ab'), line('ba'), line('b')]).said).toEqual(['clear', 'clear', 'breach']);
});

test('more lines of one instant than are counted change nothing', () => {
  const line = (id: string) => ({ at: 1, log: 'ERROR', id });
  const two = saying(errors(2), [line('a'), line('b')]);
  const four = saying(errors(2), [line('a'), line('b'), line('c'), line('a')]);
  expect(four.said).toEqual(['clear', 'breach', 'nothing', 'nothing']);
  expect(four.memory).toEqual(two.memory);
  expect(saying(errors(2), [{ at: 0, log: 'ERROR' }, line('a'), line('b'), line('c')], 30).said).toEqual([
    'clear',
    'breach',
    'breach',
    'nothing',
    '11: clear',
  ]);
});

test('only as many lines are remembered as are counted', () => {
  expect(saying(errors(2), lines(1, 2, 3, 4)).memory).toEqual([
    [3000, expect.any(Number)],
    [4000, expect.any(Number)],
  ]);
  expect(saying(errors(3), lines(1, 2, 30)).memory).toEqual([[30_000, expect.any(Number)]]);
});

test('readings without a line that counts leave the memory as it is', () => {
  expect(saying(errors(1), [{ at: 1 }, { at: 2, log: 'WARN' }]).memory).toBeUndefined();
});

test('while there are too few lines nothing is due', () => {
  const { condition, dueAt } = saying(errors(2), lines(1));
  expect([dueAt, condition.dueAt(undefined), condition.pass(undefined, 5)]).toEqual([
    undefined,
    undefined,
    { memory: [], truth: 'clear', value: 0 },
  ]);
  expect([condition.knowsWhatItSaw, 'measure' in condition]).toEqual([true, false]);
});
