import type { DeviceUnknown } from '@millrace/shared/contracts/bus-events';
import type { DeviceType } from '@millrace/shared/contracts/device-registry';
import type { EnrichedReading } from '@millrace/shared/contracts/enriched-reading';
import type { Reason } from '@millrace/shared/contracts/parsed';
import { type Delivery, deliveryId } from '@millrace/shared/runtime/deliveries';
import type { UserRecord } from '@millrace/shared/runtime/kpl';
import { aReading } from '@millrace/shared/testing/a-reading';
import { anAcceptedReading } from '@millrace/shared/testing/an-accepted-reading';
import fc from 'fast-check';
import { enrichReadings } from './enrich-readings.ts';

const type: DeviceType = {
  name: 'bedside-monitor',
  measures: { 'heart-rate': { unit: '/min', plausible: [20, 300] } },
  unknownMeasures: 'set-aside',
};
const version = { validFrom: 0, tenant: 'ward-a', type: type.name, site: 'ward-3', labels: {} };
const tooLarge: Reason = { code: 'hot-store-rejected', detail: 'is over 2 KB' };

type Faults = { rejects?: string[]; fails?: string[]; refuses?: string[]; storeFails?: boolean };

/** A world with three known devices, a hot store that rejects or fails and a stream that refuses what it is told to. */
const aWorld = ({
  rejects = [],
  fails = [],
  refuses = [],
  storeFails = false,
  validFrom = 0,
}: Faults & { validFrom?: number } = {}) => {
  const saved: EnrichedReading[] = [];
  const emitted: EnrichedReading[] = [];
  const announced: DeviceUnknown[] = [];
  const asked: string[][] = [];
  const enrich = enrichReadings({
    readRegistry: async (deviceIds) => {
      asked.push([...deviceIds]);
      const known = ['monitor-01', 'monitor-02', 'monitor-03'].filter((id) => deviceIds.has(id));
      return {
        devices: new Map(known.map((id) => [id, [{ ...version, validFrom }]])),
        types: new Map([[type.name, type]]),
      };
    },
    save: async (readings) => {
      if (storeFails) throw new Error('ThrottlingException');
      saved.push(...readings);
      const named = (ids: string[]) => readings.filter(({ id }) => ids.includes(id));
      return { rejected: new Map(named(rejects).map((each) => [each, tooLarge])), failed: new Set(named(fails)) };
    },
    put: async <T extends UserRecord>(records: readonly T[]) => {
      const readings = records.map(({ data }): EnrichedReading => JSON.parse(data.toString()));
      emitted.push(...readings.filter(({ id }) => !refuses.includes(id)));
      const refused = records.filter((_, index) => refuses.includes(readings[index]?.id ?? ''));
      return refused.map((entry) => ({ entry, code: 'ProvisionedThroughputExceededException', retriable: true }));
    },
    announceUnknown: async (devices) => void announced.push(...devices),
  });
  return { enrich, saved, emitted, announced, asked };
};

/** Deliveries of readings named `<device>:<id>`, in stream order; the heart rate may be given. */
const deliveries = (names: string[], heartRate: (name: string) => number = () => 72) =>
  names.map((id, index) => {
    const [deviceId = ''] = id.split(':');
    const delivery: Delivery = {
      outer: String(index + 1),
      index: 0,
      shardId: 'shardId-000000000000',
      stream: 'accepted-readings',
      partitionKey: deviceId,
      arrivedAt: 1_764_000_001_000,
      data: Buffer.from(id),
    };
    const reading = aReading({ deviceId, measures: { 'heart-rate': heartRate(id) } });
    return { value: anAcceptedReading({ id, delivery: deliveryId(delivery), reading }), delivery };
  });
const ids = (readings: EnrichedReading[]) => readings.map(({ id }) => id);

test('readings are stored and passed on in order, and the registry is asked once for each device', async () => {
  const { enrich, saved, emitted, asked } = aWorld();
  const names = ['monitor-01:1', 'monitor-02:1', 'monitor-01:2'];
  expect(await enrich(deliveries(names))).toEqual({ failed: [], bad: [] });
  expect(ids(saved)).toEqual(names);
  expect(emitted).toEqual(saved);
  expect(asked).toEqual([['monitor-01', 'monitor-02']]);
});

test('what cannot be enriched is neither stored nor passed on, and the rest is', async () => {
  const { enrich, saved, emitted } = aWorld();
  const { failed, bad } = await enrich(
    deliveries(['monitor-01:1', 'monitor-02:1', 'pump-9:1'], (id) => (id === 'monitor-01:1' ? 999 : 72)),
  );
  expect(failed).toEqual([]);
  expect(bad.map(({ delivery, reason }) => [delivery.outer, reason.code])).toEqual([
    ['1', 'value-implausible'],
    ['3', 'device-unknown'],
  ]);
  expect([ids(saved), ids(emitted)]).toEqual([['monitor-02:1'], ['monitor-02:1']]);
});

test('what the hot store rejects is set aside, every delivery of it, and not passed on', async () => {
  const { enrich, emitted } = aWorld({ rejects: ['monitor-01:1'] });
  const { failed, bad } = await enrich(deliveries(['monitor-01:1', 'monitor-01:2', 'monitor-01:1']));
  expect(failed).toEqual([]);
  expect(bad.map(({ delivery, reason }) => [delivery.outer, reason])).toEqual([
    ['1', tooLarge],
    ['3', tooLarge],
  ]);
  expect(ids(emitted)).toEqual(['monitor-01:2']);
});

test('what the stream refuses comes again', async () => {
  const { enrich, emitted } = aWorld({ refuses: ['monitor-02:1'] });
  const { failed, bad } = await enrich(deliveries(['monitor-01:1', 'monitor-02:1']));
  expect(failed.map(({ outer }) => outer)).toEqual(['2']);
  expect(bad).toEqual([]);
  expect(ids(emitted)).toEqual(['monitor-01:1']);
});

test('a device waits from its first reading that could not be stored on, and the others go on', async () => {
  const { enrich, emitted } = aWorld({ fails: ['monitor-01:2'], rejects: ['monitor-01:3'] });
  const { failed, bad } = await enrich(
    deliveries(['monitor-01:1', 'monitor-01:2', 'monitor-02:1', 'monitor-01:3', 'monitor-01:4', 'monitor-02:2']),
  );
  expect(failed.map(({ outer }) => outer)).toEqual(['2', '4', '5']);
  expect(bad).toEqual([]);
  expect(ids(emitted)).toEqual(['monitor-01:1', 'monitor-02:1', 'monitor-02:2']);
});

test('both deliveries of one reading are passed on, each under its own name', async () => {
  const { enrich, emitted } = aWorld();
  await enrich(deliveries(['monitor-01:1', 'monitor-01:1']));
  expect(emitted.map(({ id, delivery }) => [id, delivery])).toEqual([
    ['monitor-01:1', 'shardId-000000000000:1:0'],
    ['monitor-01:1', 'shardId-000000000000:2:0'],
  ]);
});

test('a store that fails fails the batch, before anything is passed on', async () => {
  const { enrich, emitted } = aWorld({ storeFails: true });
  await expect(enrich(deliveries(['monitor-01:1']))).rejects.toThrow('ThrottlingException');
  expect(emitted).toEqual([]);
});

test('a device that the registry does not know is announced once a batch; one without a plausible value is not', async () => {
  const { enrich, announced } = aWorld();
  await enrich(deliveries(['pump-9:1', 'monitor-01:1', 'pump-9:2', 'pump-8:1'], () => 999));
  expect(announced).toEqual([
    { deviceId: 'pump-9', reason: 'not-registered' },
    { deviceId: 'pump-8', reason: 'not-registered' },
  ]);
});

test('a device whose readings are older than its first version is announced as such, and they are set aside', async () => {
  const { enrich, announced } = aWorld({ validFrom: 1_764_000_000_001 });
  const { bad } = await enrich(deliveries(['monitor-01:1', 'monitor-01:2']));
  expect(bad.map(({ reason }) => [reason.code, 'pointer' in reason && reason.pointer])).toEqual(
    Array(2).fill(['device-unknown', '/time']),
  );
  expect(announced).toEqual([{ deviceId: 'monitor-01', reason: 'before-first-version' }]);
});

test('every delivery is passed on, set aside or comes again, exactly once, and the order of a device is kept', () => {
  const name = fc
    .tuple(fc.constantFrom('monitor-01', 'monitor-02', 'pump-9'), fc.nat(4))
    .map((parts) => parts.join(':'));
  const names = fc.array(name, { minLength: 1, maxLength: 30 });
  const some = fc.subarray([0, 1, 2, 3, 4]);
  return fc.assert(
    fc.asyncProperty(names, some, some, some, async (sent, odd, few, lost) => {
      const rejects = odd.map((number) => `monitor-01:${number}`);
      const refuses = few.map((number) => `monitor-02:${number}`);
      const fails = lost.flatMap((number) => [`monitor-01:${number}`, `monitor-02:${number}`]);
      const { enrich, emitted } = aWorld({ rejects, refuses, fails });
      const records = deliveries(sent, (id) => (id.endsWith(':3') ? 999 : 72));
      const { failed, bad } = await enrich(records);
      const passed = emitted.map(({ delivery }) => delivery);
      const accounted = [...passed, ...failed.map(deliveryId), ...bad.map(({ delivery }) => deliveryId(delivery))];
      expect(accounted.sort()).toEqual(records.map(({ delivery }) => deliveryId(delivery)).sort());
      const places = passed.map((delivery) => records.findIndex((each) => deliveryId(each.delivery) === delivery));
      expect(places).toEqual(places.toSorted((a, b) => a - b));
    }),
  );
});
