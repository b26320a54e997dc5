import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDuckDb } from '../../sql/duckdb.ts';
import { lockDown } from './lock-down.ts';

test('a database that is locked down reads the named files, by links too, and nothing else', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'millrace-lock-'));
  const path = (name: string) => join(folder, name);
  await writeFile(path('open'), 'open');
  await writeFile(path('secret'), 'secret');
  await symlink(path('open'), path('link-to-open'));
  await symlink(path('secret'), path('link-to-secret'));
  const db = await openDuckDb(':memory:', { temp_directory: '' });
  await lockDown(db, [path('open')]);

  const read = (name: string) => db.all('SELECT content FROM read_text($1)', [path(name)]);
  expect((await read('open')).rows).toEqual([['open']]);
  expect((await read('link-to-open')).rows).toEqual([['open']]);
  for (const name of ['secret', 'link-to-secret', '../../etc/passwd'])
    await expect(read(name)).rejects.toThrow('Permission Error');
  for (const sql of [
    `COPY (SELECT 1) TO '${path('new')}'`,
    `ATTACH '${path('new')}' AS new`,
    'SET enable_external_access = true',
    `SET allowed_paths = ['${path('secret')}']`,
    'INSTALL httpfs',
  ])
    await expect(db.run(sql)).rejects.toThrow(/Permission Error|locked|disabled|external access/);
  db.close();
  await rm(folder, { recursive: true });
});
