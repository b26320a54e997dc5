import type { EnrichedReading } from '@millrace/shared/contracts/enriched-reading';
import { anEnrichedReading } from '@millrace/shared/testing/an-enriched-reading';
import { saveNowhere, saveReadings } from './save-readings.ts';

type Row = Parameters<Parameters<typeof saveReadings>[0]['write']>[0][number];

const save = async (
  readings: EnrichedReading[],
  { reject = () => undefined, fails = () => false }: Partial<Faults> = {},
) => {
  const written: Row[] = [];
  const saved = await saveReadings({
    write: async (rows) => {
      written.push(...rows);
      const rejected = rows.flatMap((row) => {
        const reason = reject(row);
        return reason === undefined ? [] : [{ row, reason }];
      });
      return { rejected, failed: rows.filter(fails) };
    },
  })(readings);
  return { written, ...saved };
};
type Faults = { reject: (row: Row) => string | undefined; fails: (row: Row) => boolean };

test.each([[[1, 2]], [[2, 1]], [[1, 2, 1]]])(
  'deliveries of a reading that arrived at %j are one row: that of the latest arrival',
  async (arrivals) => {
    const { written } = await save(arrivals.map((receivedAt) => anEnrichedReading({ receivedAt })));
    expect(written.map(({ row }) => row.version)).toEqual([2]);
  },
);

test('what Timestream rejects is told by reading id, with its reason', async () => {
  const readings = [anEnrichedReading({ id: 'monitor-01:1' }), anEnrichedReading({ id: 'monitor-01:2' })];
  const { rejected, failed } = await save(readings, {
    reject: ({ id }) => (id === 'monitor-01:2' ? 'is over 2 KB' : undefined),
  });
  expect([...rejected]).toEqual([['monitor-01:2', { code: 'hot-store-rejected', detail: 'is over 2 KB' }]]);
  expect(failed.size).toBe(0);
});

test('what Timestream did not answer for is told apart from what it rejects', async () => {
  const readings = [anEnrichedReading({ id: 'monitor-01:1' }), anEnrichedReading({ id: 'monitor-01:2' })];
  const { rejected, failed } = await save(readings, { fails: ({ id }) => id === 'monitor-01:2' });
  expect([...failed]).toEqual(['monitor-01:2']);
  expect(rejected.size).toBe(0);
});

test('what no request can hold is never sent', async () => {
  const { written, rejected } = await save([
    anEnrichedReading({ id: 'monitor-01:1', measures: { time: { value: 1 } } }),
    anEnrichedReading({ id: 'monitor-01:2' }),
  ]);
  expect(written.map(({ id }) => id)).toEqual(['monitor-01:2']);
  expect(rejected.get('monitor-01:1')).toMatchObject({ code: 'hot-store-rejected', pointer: '/reading/measures/time' });
});

test('readings of a device are written together, in their order, beside devices that they share most with', async () => {
  const of = (deviceId: string, id: string, site: string) => anEnrichedReading({ deviceId, id, site });
  const { written } = await save([
    of('b', 'b:1', 'ward-1'),
    of('a', 'a:1', 'ward-2'),
    of('c', 'c:1', 'ward-1'),
    of('b', 'b:2', 'ward-1'),
    of('a', 'a:2', 'ward-2'),
  ]);
  expect(written.map(({ id }) => id)).toEqual(['b:1', 'b:2', 'c:1', 'a:1', 'a:2']);
});

test('a reading that is too old for the hot store is late, not bad: it goes on to the lake', async () => {
  const reason =
    'The record timestamp is outside the time range [2025-11-24T00:00:00Z, 2026-11-24T00:15:00Z) of the magnetic store.';
  const { rejected } = await save([anEnrichedReading()], { reject: () => reason });
  expect(rejected.size).toBe(0);
});

test('without a hot store nothing is rejected', async () => {
  expect(await saveNowhere()).toEqual({ rejected: new Map(), failed: new Set() });
});
