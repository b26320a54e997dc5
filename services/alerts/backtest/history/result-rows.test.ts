import fc from 'fast-check';
import { type ResultRow, resultRows } from './result-rows.ts';

const written = (rows: readonly ResultRow[]): string =>
  rows
    .map((row) => `${row.map((value) => (value === null ? '' : `"${value.replaceAll('"', '""')}"`)).join(',')}\n`)
    .join('');

const read = async (chunks: readonly Uint8Array[]): Promise<ResultRow[]> => {
  const rows: ResultRow[] = [];
  for await (const some of resultRows(
    (async function* () {
      yield* chunks;
    })(),
  ))
    rows.push(...some);
  return rows;
};

const value = fc.option(fc.string({ unit: fc.constantFrom('"', ',', '\n', 'a', 'ü', '🙂') }));
const row = fc.array(value, { minLength: 2, maxLength: 4 });

test('rows are read as they were written, wherever the bytes are cut', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(row), fc.array(fc.nat(100)), async (rows, cuts) => {
      const bytes = Buffer.from(written(rows));
      const places = [0, ...cuts.map((cut) => Math.min(cut, bytes.length)).sort((a, b) => a - b), bytes.length];
      const chunks = places.slice(1).map((end, index) => bytes.subarray(places[index], end));
      expect(await read(chunks)).toEqual(rows);
    }),
    { numRuns: 500 },
  );
});

test('a result that ends in the middle of a row is refused', async () => {
  await expect(read([Buffer.from('"a","b"\n"c"')])).rejects.toThrow('is cut off');
});
