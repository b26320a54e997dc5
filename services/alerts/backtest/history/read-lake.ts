import type { EnrichedReading } from '@millrace/shared/contracts/enriched-reading';
import { daysOf, type LakeQuery, readingsQuery } from './readings-query.ts';
import { resultRows } from './result-rows.ts';
import { gatherReadings } from './to-readings.ts';

type Ports = {
  /** Runs a query and answers the address of its result. */
  run: (query: LakeQuery) => Promise<string>;
  read: (address: string) => AsyncIterable<Uint8Array>;
  label: (readings: readonly EnrichedReading[]) => Promise<readonly EnrichedReading[]>;
};

/**
 * The readings that arrived from `from` until before `to` (epoch ms), in the order of their arrival, each once, as the lake
 * has them. A day is one query, which runs while the day before it is looked at.
 */
export async function* readLake(
  { run, read, label }: Ports,
  { from, to }: { from: number; to: number },
): AsyncGenerator<readonly EnrichedReading[]> {
  const queries = daysOf(from, to).map((day) => readingsQuery(day.from, day.to));
  const start = (query: LakeQuery | undefined): Promise<string> => {
    const address = query === undefined ? Promise.resolve('') : run(query);
    // Heard of when it is its turn.
    address.catch(() => {});
    return address;
  };
  let next = start(queries[0]);
  for (const index of queries.keys()) {
    const address = await next;
    next = start(queries[index + 1]);
    let gather: ReturnType<typeof gatherReadings> | undefined;
    for await (const rows of resultRows(read(address))) {
      const [first] = rows;
      if (first === undefined) continue;
      const readings = gather?.take(rows);
      gather ??= gatherReadings(first);
      yield await label(readings ?? gather.take(rows.slice(1)));
    }
    if (gather) yield await label(gather.finish());
  }
}
