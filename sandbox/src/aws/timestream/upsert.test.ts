import fc from 'fast-check';
import type { Measure } from './read-points.ts';
import { decideUpsert, type StoredRow } from './upsert.ts';

type Values = Record<string, number>;

const measures = (values: Values): Measure[] =>
  Object.entries(values).map(([column, value]) => ({ column, type: 'DOUBLE', value, bytes: 8 }));
const stored = (version: number, values: Values): StoredRow => ({
  version,
  measures: new Map(Object.entries(values)),
});
const decide = (row: StoredRow | undefined, version: number, values: Values) =>
  decideUpsert(row, { version, measures: measures(values) });

test('a record that is not there is stored', () => {
  expect(decide(undefined, 1, { a: 1 })).toEqual({ store: stored(1, { a: 1 }) });
});

test('a higher version replaces the measures that it names and keeps the others', () => {
  expect(decide(stored(1, { a: 1, b: 2 }), 2, { b: 3, c: 4 })).toEqual({ store: stored(2, { a: 1, b: 3, c: 4 }) });
});

test('a higher version is kept even when nothing else changes', () => {
  expect(decide(stored(1, { a: 1 }), 2, { a: 1 })).toEqual({ store: stored(2, { a: 1 }) });
});

test.each([1, 2])(
  'a repetition with version %d of what is stored as version 2 succeeds and changes nothing',
  (version) => {
    expect(decide(stored(2, { a: 1, b: 2 }), version, { a: 1 })).toEqual({ keep: true });
  },
);

test('other values with a lower version are rejected', () => {
  expect(decide(stored(200, { a: 1 }), 2, { a: 2 })).toEqual({
    reject: expect.stringContaining('The record version 2 is lower than the existing version 200.'),
    existingVersion: 200,
  });
});

test.each([{ a: 2 }, { a: 1, b: 1 }, { b: 1 }])('%j with the version of the stored {"a":1} is rejected', (values) => {
  expect(decide(stored(1, { a: 1 }), 1, values)).toEqual({
    reject: expect.stringContaining('A record already exists'),
    existingVersion: 1,
  });
});

test('sending a stored record again always succeeds', () => {
  const sent = fc.array(
    fc.record({
      version: fc.integer({ min: 1, max: 3 }),
      values: fc.dictionary(fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 0, max: 2 }), { minKeys: 1 }),
    }),
    { minLength: 1 },
  );
  fc.assert(
    fc.property(sent, (records) => {
      let row: StoredRow | undefined;
      for (const { version, values } of records) {
        const decision = decide(row, version, values);
        if ('store' in decision) row = decision.store;
        if (!('reject' in decision)) expect(decide(row, version, values)).not.toHaveProperty('reject');
      }
    }),
  );
});
