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
const idOf = ({ deliveries }: Row): string | undefined => deliveries[0]?.id;

test.each([[[1, 2]], [[2, 1]], [[1, 2, 1]]])(
  'deliveries of a reading that arrived at %j are one row: that of the latest arrival',
  async (arrivals) => {
    const { written } = await save(arrivals.map((receivedAt) => anEnrichedReading({ receivedAt })));
    expect(written.map(({ row }) => row.version)).toEqual([2]);
  },
);

test.each([
  [['s:9:0', 's:10:0'], 1],
  [['s:10:0', 's:9:0'], 0],
  [['s:9:1', 's:9:10', 's:9:1'], 1],
])('of arrivals %j in one millisecond that stays which stands last in the stream', async (arrivals, latest) => {
  const readings = arrivals.map((delivery, index) =>
    anEnrichedReading({ delivery, measures: { x: { value: index } } }),
  );
  const { written } = await save(readings);
  expect(written.map((row) => row.latest)).toEqual([readings[latest]]);
});

test('what Timestream rejects is told with its reason', async () => {
  const readings = [anEnrichedReading({ id: 'monitor-01:1' }), anEnrichedReading({ id: 'monitor-01:2' })];
  const { rejected, failed } = await save(readings, {
    reject: (row) => (idOf(row) === 'monitor-01:2' ? 'is over 2 KB' : undefined),
  });
  expect([...rejected]).toEqual([[readings[1], { code: 'hot-store-rejected', detail: 'is over 2 KB' }]]);
  expect(failed.size).toBe(0);
});

test('what Timestream did not answer for is told apart from what it rejects', async () => {
  const readings = [anEnrichedReading({ id: 'monitor-01:1' }), anEnrichedReading({ id: 'monitor-01:2' })];
  const { rejected, failed } = await save(readings, { fails: (row) => idOf(row) === 'monitor-01:2' });
  expect([...failed]).toEqual([readings[1]]);
  expect(rejected.size).toBe(0);
});

test('what no request can hold is never sent', async () => {
  const unfit = anEnrichedReading({ id: 'monitor-01:1', measures: { time: { value: 1 } } });
  const { written, rejected } = await save([unfit, anEnrichedReading({ id: 'monitor-01:2' })]);
  expect(written.map(idOf)).toEqual(['monitor-01:2']);
  expect(rejected.get(unfit)).toMatchObject({ code: 'hot-store-rejected', pointer: '/reading/measures/time' });
});

test('deliveries of one reading share the fate of its row, and one that fits no row does not keep another from it', async () => {
  const unfit = anEnrichedReading({ measures: { time: { value: 1 } } });
  const [first, repeat] = [anEnrichedReading({ receivedAt: 1 }), anEnrichedReading({ receivedAt: 2 })];
  const taken = await save([unfit, first, repeat]);
  expect([...taken.rejected.keys()]).toEqual([unfit]);
  const refused = await save([unfit, first, repeat], { reject: () => 'is over 2 KB' });
  expect([...refused.rejected.keys()]).toEqual([unfit, first, repeat]);
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
  expect(written.map(idOf)).toEqual(['b:1', 'b:2', 'c:1', 'a:1', 'a:2']);
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
