import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { InfluxDB, Point, setLogger, type WriteOptions, type WritePrecisionType } from '@influxdata/influxdb-client';
import { drain } from '../src/drain.ts';
import type { Platform } from '../src/platform.ts';
import { askAthena } from '../src/run/ask-athena.ts';
import { apiUrls, signToken } from '../src/run/open-ways-in.ts';
import { startSandbox } from '../src/start-sandbox.ts';
import { askHotStore } from './ask-hot-store.ts';
import { type Passed, throughLossyGateway } from './lossy-gateway.ts';

/** The platform as it is deployed, under InfluxDB's own client, which takes it for an InfluxDB. */
const directory = mkdtempSync(join(tmpdir(), 'millrace-lines-'));
const root = join(import.meta.dirname, '../..');
const precisions: WritePrecisionType[] = ['ns', 'us', 'ms', 's'];
const replayedDevices = [
  ...['typed', 'zipped', 'retried', 'partly', 'version-1', 'telegraf-host'],
  ...precisions.map((precision) => `in-${precision}`),
];
let platform: Platform;
/** A whole second, lately. */
const second = Math.floor(Date.now() / 1000) - 60;
let zipped: Passed[] = [];
let retried: Passed[] = [];
let partlyBad: unknown;
let versionOne: number | undefined;

beforeAll(async () => {
  platform = await startSandbox({ root, directory, port: 0, fresh: true, replayedDevices, progress: () => {} });
  const ignore = () => {};
  setLogger({ error: ignore, warn: ignore });
  const { ingest } = apiUrls(platform);

  const typed = aPoint('typed')
    .floatField('level', 21.5)
    .intField('beats', 72)
    .uintField('bytes', '18446744073709551615')
    .booleanField('lead', true)
    .stringField('state', 'say "ok",\nthen\\go = on');
  const ofTelegraf = new Point('cpu').tag('host', 'telegraf-host').tag('cpu', 'cpu0').floatField('usage_idle', 90);
  await write(ingest, [typed, ofTelegraf]);
  for (const precision of precisions)
    await write(ingest, [aPoint(`in-${precision}`).timestamp(new Date(second * 1000 + 123))], { precision });
  const many = Array.from({ length: 100 }, (_, index) => aPoint('zipped').timestamp(new Date(second * 1000 + index)));
  zipped = await throughLossyGateway(ingest, [], (gateway) => write(gateway, many));
  retried = await throughLossyGateway(ingest, [503, 429], (gateway) => writeUntilTaken(gateway, aPoint('retried')));
  const batch = [aPoint('partly'), aPoint('not a device'), aPoint('partly').floatField('level', 2)];
  partlyBad = await write(ingest, batch).catch((error: unknown) => error);
  versionOne = await writeAsVersionOne(ingest);
  await drain(platform, () => {});
}, 180_000);

afterAll(async () => {
  await platform.close();
  rmSync(directory, { recursive: true });
}, 30_000);

const aPoint = (deviceId: string) => new Point('vitals').tag('device_id', deviceId).floatField('level', 1);

type Options = Partial<WriteOptions> & { precision?: WritePrecisionType; token?: string };

const writeApi = async (url: string, { precision, token, ...options }: Options = {}) =>
  new InfluxDB({ url, token: token ?? (await signToken(platform)) }).getWriteApi(
    'clinic',
    'vitals',
    precision,
    options,
  );

/** Rejects with the client's error. */
const write = async (url: string, points: Point[], options: Options = {}): Promise<void> => {
  const api = await writeApi(url, options);
  api.writePoints(points);
  await api.flush().finally(() => api.dispose());
};

/** The client sends again by itself what was not taken, and tells when it was. */
const writeUntilTaken = (url: string, point: Point): Promise<void> =>
  new Promise((resolve, reject) => {
    writeApi(url, { writeSuccess: () => resolve() }).then((api) => {
      api.writePoint(point);
      api.flush().catch(() => {});
    }, reject);
  });

const writeAsVersionOne = async (url: string): Promise<number> => {
  const password = await signToken(platform);
  const { status } = await fetch(`${url}/write?db=telegraf&precision=s`, {
    method: 'POST',
    headers: { authorization: `Basic ${btoa(`telegraf:${password}`)}` },
    body: `vitals,device_id=version-1 level=1 ${second}`,
  });
  return status;
};

const inLake = (deviceId: string, columns: string) =>
  askAthena(platform, `SELECT ${columns} FROM readings WHERE device_id = '${deviceId}' ORDER BY measure`);

test('points arrive with the types and values that they were written with', async () => {
  const measures = ['level', 'beats', 'bytes', 'lead~boolean', 'state~text'].map((name) => `vitals.${name}`);
  const [[level, beats, bytes, lead, state] = []] = await askHotStore(platform, 'typed', measures);
  expect([level, beats, bytes].map(Number)).toEqual([21.5, 72, 2 ** 64]);
  expect([lead, state]).toEqual(['true', 'say "ok",\nthen\\go = on']);
});

test("a line of Telegraf's is a reading of its host, its series named by its tags", async () => {
  expect(await inLake('telegraf-host', 'measure, value_number')).toEqual([
    { measure: 'cpu.usage_idle.cpu0-6c2e3651', value_number: '90.0' },
  ]);
});

test.each(precisions)('a time in %s is that time', async (precision) => {
  const [row] = await inLake(`in-${precision}`, 'time_ms');
  expect(Number(row?.time_ms)).toBe(second * 1000 + (precision === 's' ? 0 : 123));
});

test('a body that the client gzips is read', async () => {
  expect(zipped).toEqual([{ encoding: 'gzip', status: 204 }]);
  expect((await inLake('zipped', 'measure')).length).toBe(100);
});

test('what the client sends again after 503 and 429 is one reading, and duplicates of it', async () => {
  expect(retried.map(({ status }) => status)).toEqual([503, 429, 204]);
  const kinds = (await inLake('retried', 'kind')).map(({ kind }) => kind);
  expect(kinds.sort()).toEqual(['duplicate', 'duplicate', 'measure']);
});

test('of a batch that is partly bad the client learns the line, and the rest is stored', async () => {
  expect(partlyBad).toMatchObject({
    statusCode: 400,
    code: 'invalid',
    message: 'partial write: line 2: has a tag device_id that is not a device id; dropped=1',
  });
  const levels = await inLake('partly', 'value_number');
  expect(levels.map(({ value_number }) => Number(value_number)).sort()).toEqual([1, 2]);
});

test('a client of InfluxDB 1 writes with a password', async () => {
  expect(versionOne).toBe(204);
  expect((await inLake('version-1', 'measure')).length).toBe(1);
});

test.each([
  ['that somebody made up', async () => 'my-token'],
  ['for another audience', () => platform.issuer.sign({ tenant: 'ward-a', device_id: 'typed' }, 'other')],
])('a token %s is refused', async (_, token) => {
  const writing = write(apiUrls(platform).ingest, [aPoint('typed')], { token: await token() });
  await expect(writing).rejects.toMatchObject({ statusCode: 401, code: 'unauthorized' });
});

test('a token of another device is told which lines are not its own', async () => {
  const token = await platform.issuer.sign({ tenant: 'ward-a', device_id: 'pump-7' }, 'millrace');
  const writing = write(apiUrls(platform).ingest, [aPoint('typed')], { token });
  await expect(writing).rejects.toMatchObject({ statusCode: 400, message: expect.stringContaining('/deviceId') });
});

test('a request without a token is 401', async () => {
  const answer = await fetch(`${apiUrls(platform).ingest}/api/v2/write`, {
    method: 'POST',
    body: 'a,device_id=typed f=1',
  });
  expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Token']);
});
