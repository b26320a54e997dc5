import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { EnrichedReading } from '@millrace/shared/contracts/enriched-reading';

/** Hands readings on, and writes them to a file as `readFile` takes it, gzipped where its name ends in `.gz`. */
export async function* keptIn(
  file: string,
  history: AsyncIterable<readonly EnrichedReading[]>,
): AsyncGenerator<readonly EnrichedReading[]> {
  const target = createWriteStream(file);
  const output = file.endsWith('.gz') ? createGzip() : target;
  if (output !== target) output.pipe(target);
  const isWritten = finished(target);
  // Heard of below.
  isWritten.catch(() => {});
  for await (const readings of history) {
    if (readings.length > 0 && !output.write(readings.map((reading) => `${JSON.stringify(reading)}\n`).join('')))
      await Promise.race([once(output, 'drain'), isWritten]);
    yield readings;
  }
  output.end();
  await isWritten;
}
