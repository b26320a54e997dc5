import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { EnrichedReading } from '@millrace/shared/contracts/enriched-reading';
import { anEnrichedReading } from '@millrace/shared/testing/an-enriched-reading';
import { keptIn } from './kept-in.ts';
import { readFile } from './read-file.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'millrace-readings-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const all = async (history: AsyncIterable<readonly EnrichedReading[]>): Promise<EnrichedReading[]> => {
  const readings: EnrichedReading[] = [];
  for await (const some of history) readings.push(...some);
  return readings;
};

const readings = Array.from({ length: 2500 }, (_, index) =>
  anEnrichedReading({ id: `monitor-01:${index}`, receivedAt: 1_764_000_000_000 + Math.floor(index / 2) }),
);
const text = readings.map((reading) => `${JSON.stringify(reading)}\n`).join('');

test.each(['readings.ndjson', 'readings.ndjson.gz'])('%s is read whole, in its order', async (name) => {
  const file = join(folder, name);
  writeFileSync(file, name.endsWith('.gz') ? gzipSync(text) : text);
  expect(await all(readFile(file))).toEqual(readings);
});

test.each(['readings.ndjson', 'readings.ndjson.gz'])(
  'what is kept in %s is handed on, and read again',
  async (name) => {
    const file = join(folder, name);
    const history = async function* () {
      yield readings.slice(0, 1000);
      yield [];
      yield readings.slice(1000);
    };
    expect(await all(keptIn(file, history()))).toEqual(readings);
    expect(await all(readFile(file))).toEqual(readings);
    expect(readFileSync(file).length).toBeGreaterThan(0);
  },
);

test('a line that is no enriched reading is told with its place', async () => {
  const file = join(folder, 'readings.ndjson');
  writeFileSync(file, `${JSON.stringify(readings[0])}\n\n{"id":7}\n`);
  await expect(all(readFile(file))).rejects.toThrow(`${file}:3 is no enriched reading`);
});

test('a reading that arrived before the one above it is told with its place, and how to sort the file', async () => {
  const file = join(folder, 'readings.ndjson');
  writeFileSync(file, [readings[4], readings[0]].map((reading) => JSON.stringify(reading)).join('\n'));
  await expect(all(readFile(file))).rejects.toThrow(`${file}:2 arrived before the reading above it. Sort the file: jq`);
});

test('a file that is not there, or no gzip, is an error', async () => {
  await expect(all(readFile(join(folder, 'none')))).rejects.toThrow('ENOENT');
  await expect(all(readFile(join(folder, 'none.gz')))).rejects.toThrow('ENOENT');
  const file = join(folder, 'text.gz');
  writeFileSync(file, text);
  await expect(all(readFile(file))).rejects.toThrow();
});

test('a file that cannot be written is an error', async () => {
  const history = async function* () {
    yield readings;
  };
  await expect(all(keptIn(join(folder, 'none', 'x'), history()))).rejects.toThrow('ENOENT');
});
