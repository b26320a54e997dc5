import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import type { EnrichedReading } from '@millrace/shared/contracts/enriched-reading';
import { parseEnrichedReading } from '../../src/evaluate/parse-enriched-reading.ts';

/** Readings that are handed on together. */
const some = 1000;

/**
 * The readings of a file with one EnrichedReading a line, gzipped or not, in the order of their arrival. Throws where a line
 * is none, or arrived before the one above: a file is not sorted here, for it may be of any size.
 */
export async function* readFile(file: string): AsyncGenerator<readonly EnrichedReading[]> {
  const bytes = createReadStream(file);
  const input = file.endsWith('.gz') ? bytes.pipe(createGunzip()) : bytes;
  // A pipe does not hand on its source's failure.
  bytes.on('error', (error) => input.destroy(error));
  let readings: EnrichedReading[] = [];
  let line = 0;
  let last = 0;
  for await (const text of createInterface({ input, crlfDelay: Number.POSITIVE_INFINITY })) {
    line += 1;
    if (text === '') continue;
    const parsed = parseEnrichedReading(text);
    if ('setAside' in parsed)
      throw new Error(
        `${file}:${line} is no enriched reading: ${parsed.setAside.pointer ?? ''} ${parsed.setAside.detail}`,
      );
    const { receivedAt } = parsed.ok;
    if (receivedAt < last)
      throw new Error(
        `${file}:${line} arrived before the reading above it. Sort the file: jq -sc 'sort_by(.receivedAt, .id)[]' FILE > SORTED`,
      );
    last = receivedAt;
    readings.push(parsed.ok);
    if (readings.length < some) continue;
    yield readings;
    readings = [];
  }
  yield readings;
}
