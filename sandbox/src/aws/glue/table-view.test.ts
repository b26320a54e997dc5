import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { openDuckDb } from '../../sql/duckdb.ts';
import { aParquetTable } from './table-for-test.ts';
import { sourceFormat } from './table-format.ts';
import { tableQuery } from './table-view.ts';

const table = aParquetTable({ columns: 'a:string, b:string, n:bigint', keys: '' });
const text = fc.option(
  fc.string({ unit: fc.constantFrom('a', ',', '\t', '"', '\n', '\r', '\\', ' ', 'é', '😀'), maxLength: 8 }),
);
const row = fc.tuple(text, text, fc.option(fc.nat().map(String)));

test.each([
  ['csv', ','],
  ['tsv', '\t'],
])('whatever stands in a field of %s is read as it was written', async (format, delimiter) => {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-view-'));
  const file = join(folder, 'rows');
  const db = await openDuckDb();
  const written = (field: string | null) =>
    field === null ? '' : /^[a-z0-9 é😀]+$/u.test(field) ? field : `"${field.replaceAll('"', '""')}"`;
  await fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 50 }), async (rows) => {
      await writeFile(file, rows.map((fields) => `${fields.map(written).join(delimiter)}\n`).join(''));
      const { rows: read } = await db.all(tableQuery(table, sourceFormat(format, table), [file]));
      expect(read).toEqual(rows);
    }),
  );
  db.close();
  await rm(folder, { recursive: true });
});
