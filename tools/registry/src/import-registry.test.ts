import { registryShardOf } from '@millrace/shared/contracts/lane';
import { aDeviceType, aDeviceVersion } from '@millrace/shared/testing/a-registry';
import { type ImportOutcome, maxProblems } from './import-registry.ts';
import { registryForTest } from './registry-for-test.ts';

let registry: ReturnType<typeof registryForTest>;
beforeEach(() => {
  registry = registryForTest();
});
afterEach(() => registry.remove());

const header = 'device_id,tenant,type,site,valid_from';
const row = (deviceId: string, site = 'ward-3', validFrom = '') =>
  `${deviceId},ward-a,bedside-monitor,${site},${validFrom}`;
const manyRows = Array.from({ length: 1000 }, (_, index) => row(`monitor-${index}`));
const counts = (outcome: ImportOutcome) =>
  typeof outcome === 'object' && 'ok' in outcome ? { ...outcome.ok.devices, version: outcome.ok.version } : outcome;
const problems = (outcome: ImportOutcome) =>
  typeof outcome === 'object' && 'refused' in outcome ? outcome.refused : outcome;
const shardOf = (deviceId: string) => `devices/${registryShardOf(deviceId)}.ndjson`;
const nothing = { added: 0, changed: 0, unchanged: 0, removed: 0 };

test('what is imported is what readers find', async () => {
  expect(counts(await registry.import([header, row('monitor-01'), row('monitor-02', 'ward-4')]))).toEqual({
    ...nothing,
    added: 2,
    version: 1,
  });
  expect(await registry.versionsOf('monitor-01')).toEqual([aDeviceVersion()]);
  expect(await registry.versionsOf('monitor-02')).toEqual([aDeviceVersion({ site: 'ward-4' })]);
  expect(await registry.versionsOf('monitor-03')).toBeUndefined();
});

test('the pointer is written last, so that readers see the old registry or the new one', async () => {
  await registry.import([header, ...manyRows]);
  expect(registry.asked().at(-1)).toBe('PUT current.json');
});

test('an import that changes one device publishes one shard and the pointer', async () => {
  await registry.import([header, ...manyRows]);
  registry.asked();
  expect(counts(await registry.import([header, row('monitor-7', 'ward-4')]))).toEqual({
    ...nothing,
    changed: 1,
    version: 2,
  });
  const put = registry.asked().filter((each) => each.startsWith('PUT'));
  expect(put).toEqual([`PUT ${shardOf('monitor-7')}`, 'PUT history/0000000001.json', 'PUT current.json']);
  expect((await registry.versionsOf('monitor-7'))?.map(({ site }) => site)).toEqual(['ward-3', 'ward-4']);
});

test('the same file again changes nothing, and nothing is published', async () => {
  await registry.import([header, ...manyRows]);
  const keys = await registry.keys();
  registry.asked();
  await registry.clock.advance(60_000);
  expect(counts(await registry.import([header, ...manyRows.toReversed()]))).toEqual({
    ...nothing,
    unchanged: 1000,
    version: 1,
  });
  expect(registry.asked().filter((each) => each.startsWith('PUT'))).toEqual([]);
  expect(await registry.keys()).toEqual(keys);
});

test('a dry run says the same and writes nothing', async () => {
  const csv = [header, ...manyRows];
  const dry = await registry.import(csv, { dryRun: true });
  expect(await registry.keys()).toEqual([]);
  const real = await registry.import(csv);
  expect(counts(dry)).toEqual({ ...nothing, added: 1000, version: undefined });
  expect(typeof dry === 'object' && 'ok' in dry && dry.ok.objects).toBe(
    typeof real === 'object' && 'ok' in real && real.ok.objects,
  );
});

test('everything that is wrong is told, by line, and nothing of the file is taken', async () => {
  const outcome = await registry.import([header, row('monitor-01'), row('no/device'), row('monitor-02'), 'x,y']);
  expect(problems(outcome)).toEqual([
    { line: 3, column: 'device_id', detail: expect.any(String) },
    { line: 5, detail: expect.any(String) },
  ]);
  expect(await registry.keys()).toEqual([]);
});

test('problems are told up to a limit', async () => {
  expect(problems(await registry.import([header, ...manyRows.map(() => row('no/device'))]))).toHaveLength(maxProblems);
});

test('a device of a type that nobody declared is refused', async () => {
  const other = row('monitor-01').replace('bedside-monitor', 'pump');
  expect(problems(await registry.import([header, other]))).toEqual([
    { line: 2, column: 'type', detail: 'is no registered device type, nor one of --types' },
  ]);
  expect(counts(await registry.import([header, other], { types: [aDeviceType({ name: 'pump' })] }))).toMatchObject({
    added: 1,
  });
  expect(counts(await registry.import([header, other.replace('ward-3', 'ward-4')], { types: [] }))).toMatchObject({
    changed: 1,
  });
});

test('conflicts with what is registered are told by line, and nothing is put in force', async () => {
  await registry.import([header, ...manyRows]);
  const rewritten = manyRows.map((each, index) =>
    index % 100 === 0 ? `${each.replace('ward-3', 'x')}1970-01-01T00:00:00Z` : each,
  );
  const outcome = problems(await registry.import([header, ...rewritten]));
  expect(Array.isArray(outcome) && outcome.map(({ line }) => line)).toEqual(
    Array.from({ length: 10 }, (_, index) => index * 100 + 2),
  );
  expect(await registry.versionsOf('monitor-0')).toEqual([aDeviceVersion()]);
});

test('replacing takes the file for the whole registry', async () => {
  await registry.import([header, ...manyRows]);
  await registry.import([header, row('monitor-1', 'ward-4')]);
  const outcome = await registry.import([header, row('monitor-1', 'ward-5'), row('pump-1')], { mode: 'replace' });
  expect(counts(outcome)).toEqual({ added: 1, changed: 1, unchanged: 0, removed: 999, version: 3 });
  expect(await registry.versionsOf('monitor-1')).toEqual([aDeviceVersion({ site: 'ward-5' })]);
  expect(await registry.versionsOf('monitor-2')).toBeUndefined();
});

test('a file without rows replaces nothing', async () => {
  await registry.import([header, row('monitor-1')]);
  expect(problems(await registry.import([header], { mode: 'replace' }))).toHaveLength(1);
  expect(await registry.versionsOf('monitor-1')).toBeDefined();
});

test('device types are added to, unless they are replaced', async () => {
  const names = async () => {
    const current = await registry.store.readPointer('current.json');
    return current && (await registry.store.readTypes(current.pointer)).map(({ name }) => name);
  };
  await registry.import([header, row('monitor-1')]);
  expect(counts(await registry.import(header, { types: [aDeviceType({ name: 'pump' })] }))).toMatchObject({
    version: 2,
  });
  expect(await names()).toEqual(['bedside-monitor', 'pump']);
  await registry.import([header, row('monitor-1')], { mode: 'replace', types: [aDeviceType()] });
  expect(await names()).toEqual(['bedside-monitor']);
});

test('of two imports at once one is in force, whole, and the other is told so and may run again', async () => {
  await registry.import([header, row('monitor-01'), row('monitor-02')]);
  const imports = ['monitor-01', 'monitor-02'].map((id) => [header, row(id, 'ward-4')]);
  const outcomes = await Promise.all(imports.map((csv) => registry.import(csv)));
  expect(outcomes.filter((outcome) => outcome === 'lost')).toHaveLength(1);
  const sites = async () =>
    (await Promise.all(['monitor-01', 'monitor-02'].map(registry.versionsOf))).map(
      (versions) => versions?.at(-1)?.site,
    );
  expect((await sites()).sort()).toEqual(['ward-3', 'ward-4']);
  await registry.import(imports[outcomes.indexOf('lost')] ?? []);
  expect(await sites()).toEqual(['ward-4', 'ward-4']);
});

test('of two first imports at once one is in force as well', async () => {
  const outcomes = await Promise.all(['a', 'b'].map((id) => registry.import([header, row(id)])));
  expect(outcomes.filter((outcome) => outcome === 'lost')).toHaveLength(1);
});

test('a publication whose answer is lost, so that the client tries again, is no lost one', async () => {
  await registry.import([header, row('monitor-01')]);
  let failures = 0;
  registry.intercept(async (request, service) => {
    const response = await service(request);
    const isPublication = request.method === 'PUT' && request.path.endsWith('current.json');
    return isPublication && failures++ === 0 ? { status: 500, headers: {}, body: '' } : response;
  });
  expect(counts(await registry.import([header, row('monitor-01', 'ward-4')]))).toMatchObject({
    changed: 1,
    version: 2,
  });
  expect(failures).toBeGreaterThan(0);
});

test('a bucket that fails on the way leaves the registry as it was', async () => {
  await registry.import([header, ...manyRows]);
  let puts = 0;
  registry.intercept(async (request, service) =>
    request.method === 'PUT' && ++puts > 100
      ? { status: 403, headers: {}, body: '<Error><Code>AccessDenied</Code><Message>no</Message></Error>' }
      : service(request),
  );
  const changed = manyRows.map((each) => each.replace('ward-3', 'ward-4'));
  await expect(registry.import([header, ...changed])).rejects.toThrow('no');
  expect(await registry.versionsOf('monitor-0')).toEqual([aDeviceVersion()]);
});

test('a registry that breaks its contract is not built upon', async () => {
  await registry.import([header, row('monitor-01')]);
  const [key = ''] = await registry.keys('devices/');
  await registry.s3.putObject({ bucket: registry.bucket, key, body: '{}\n' });
  await expect(registry.import([header, row('monitor-01')])).rejects.toThrow(
    `The registry breaks its contract: ${key} line 1`,
  );
});
