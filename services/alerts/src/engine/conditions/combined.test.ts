import { saying } from './condition-for-test.ts';

const above = (measure: string, above: number, clear = above) => ({ threshold: { measure, above, clear } });
const hr = above('hr', 120, 110);
const temp = above('temp', 38);

test('all hold when each one holds, by the latest value of each', () => {
  const { said } = saying({ all: [hr, temp] }, [
    { at: 1, hr: 130 },
    { at: 2, temp: 39 },
    { at: 3, hr: 115 },
    { at: 4, hr: 130 },
    { at: 5, temp: 37 },
    { at: 6, hr: 100 },
  ]);
  expect(said).toEqual(['between', 'breach', 'between', 'breach', 'clear', 'clear']);
});

test('any holds when one holds; what has said nothing is left out', () => {
  const { said } = saying({ any: [hr, temp] }, [
    { at: 1, hr: 100 },
    { at: 2, temp: 39 },
    { at: 3, hr: 115 },
    { at: 4, temp: 37 },
    { at: 5, hr: 110 },
    { at: 6, spo2: 90 },
  ]);
  expect(said).toEqual(['clear', 'breach', 'breach', 'between', 'clear', 'nothing']);
});

test('the value of a part that holds is told rather than that of one that does not', () => {
  expect(
    saying({ any: [hr, temp] }, [
      { at: 1, hr: 100, temp: 39 },
      { at: 2, hr: 130, temp: 37 },
      { at: 3, hr: 131, temp: 39.5 },
    ]).values,
  ).toEqual([39, 130, 131]);
  expect(saying({ any: [hr, temp] }, [{ at: 1, hr: 100, temp: 37 }]).values).toEqual([100]);
  const silent = { silence: { after: 10 } };
  const hours = { hours: { zone: 'UTC', from: '00:00', to: '12:00' } };
  expect(saying({ all: [silent, hours, temp] }, [{ at: 1, temp: 39 }]).values).toEqual([39]);
  expect(saying({ all: [hours, temp] }, [{ at: 1, temp: 37 }]).values).toEqual([undefined]);
});

test('a part that only time changes changes the whole', () => {
  const given = { all: [hr, { silence: { measure: 'temp', after: 10 } }] };
  expect(
    saying(
      given,
      [
        { at: 0, temp: 37 },
        { at: 5, hr: 130 },
      ],
      30,
    ).said,
  ).toEqual(['clear', 'clear', '11: breach']);
  const lines = { logs: { severity: 'WARN' as const, count: 1, within: 10 } };
  const either = { any: [lines, { silence: { after: 20 } }] };
  expect(saying(either, [{ at: 0, log: 'WARN' }], 60).said).toEqual(['breach', '10: clear', '22: breach']);
});

test('parts may be combined themselves', () => {
  const given = { any: [{ all: [hr, temp] }, above('spo2', 100)] };
  expect(
    saying(given, [
      { at: 1, hr: 130 },
      { at: 2, temp: 39 },
      { at: 3, spo2: 90 },
      { at: 4, hr: 100 },
    ]).said,
  ).toEqual(['between', 'breach', 'breach', 'clear']);
});

test('each part tells by its own times what it has seen', () => {
  // Of two values of one instant the first that changed something counts, as for a condition alone.
  expect(
    saying({ any: [hr, temp] }, [
      { at: 1, hr: 130 },
      { at: 1, hr: 100 },
      { at: 1, temp: 37 },
    ]).said,
  ).toEqual(['breach', 'nothing', 'breach']);
  const lines = { logs: { severity: 'WARN' as const, count: 2, within: 10 } };
  expect(
    saying({ any: [lines] }, [
      { at: 1, log: 'WARN', id: 'a' },
      { at: 1, log: 'WARN', id: 'b' },
    ]).said,
  ).toEqual(['clear', 'breach']);
});

test('a part that says the same again leaves the memory as it is', () => {
  const { condition, memory } = saying({ any: [hr, temp] }, [
    { at: 1, hr: 130 },
    { at: 2, hr: 140 },
  ]);
  expect(memory).toEqual([[1000, 'breach'], null]);
  expect(condition.observe(memory, { id: 'x', time: 3000, measures: { hr: { value: 150 } } }).memory).toBe(memory);
  expect(condition.observe(undefined, { id: 'x', time: 3000, measures: {} })).toEqual({ memory: undefined });
  const rate = { rate: { measure: 'hr', rises: 5, within: 10 } };
  expect(saying({ any: [rate] }, [{ at: 1, hr: 130 }])).toMatchObject({
    said: ['nothing'],
    memory: [[1000, null, [1000, 130]]],
  });
});

test('the first of what is due in a part is due', () => {
  const given = { any: [{ silence: { after: 20 } }, { silence: { measure: 'hr', after: 10 } }] };
  const { condition, memory } = saying(given, [{ at: 0, hr: 72 }]);
  expect(condition.dueAt(memory)).toBe(11_000);
  expect(condition.dueAt(undefined)).toBeUndefined();
  // Only what is due is asked.
  expect(condition.pass(memory, 11_000).memory).toEqual([
    [0, 'clear', [0]],
    [11_000, 'breach', [0, true]],
  ]);
});

test('it looks at what its parts look at', () => {
  expect([...saying({ any: [hr, temp, hr] }, []).condition.looksAt]).toEqual(['hr', 'temp']);
  expect(saying({ any: [hr] }, []).condition.knowsWhatItSaw).toBe(true);
});
