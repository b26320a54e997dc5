import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EnrichedReading } from '@millrace/shared/contracts/enriched-reading';
import { aDeviceVersion, aRegistry } from '@millrace/shared/testing/a-registry';
import { anAlertRule } from '@millrace/shared/testing/an-alert-rule';
import { anEnrichedReading } from '@millrace/shared/testing/an-enriched-reading';
import { readCommandLine } from '../../services/alerts/backtest/command/command-line.ts';
import { openLake } from '../../services/alerts/backtest/command/open-lake.ts';
import { runCommand } from '../../services/alerts/backtest/command/run-command.ts';
import { lakeForTest } from './lake-for-test.ts';

let lake: Awaited<ReturnType<typeof lakeForTest>>;
beforeEach(async () => {
  lake = await lakeForTest();
  const registry = aRegistry({
    'monitor-01': [aDeviceVersion({ labels: { bed: '1' } }), aDeviceVersion({ validFrom: noon, labels: { bed: '2' } })],
    'monitor-02': [aDeviceVersion({ labels: { bed: '3' } })],
  });
  for (const [key, body] of Object.entries(registry)) await lake.s3.putObject({ bucket: 'registry', key, body });
});
afterEach(() => lake.remove());

const noon = Date.UTC(2026, 10, 23, 12);
const hour = 3_600_000;
const day = 24 * hour;

/** All that arrived in a range, as a backtest reads it. */
const readLake = async (from: number, to: number): Promise<EnrichedReading[]> => {
  const { readings } = await openLake(lake.stage, () => {});
  const read: EnrichedReading[] = [];
  await lake.during(
    (async () => {
      for await (const some of readings({ from, to })) read.push(...some);
    })(),
  );
  return read;
};

const delivered = (number: number, given: Partial<EnrichedReading>): EnrichedReading =>
  anEnrichedReading({
    ...{ id: `monitor-02:${number}`, delivery: `shardId-000000000000:${number}:0`, deviceId: 'monitor-02' },
    ...{ time: noon, receivedAt: noon + 300, labels: { bed: '3' } },
    ...given,
  });

test('readings come out of the lake as they went in, in the order of the stream, with the labels of their time', async () => {
  const readings = [
    delivered(8, { deviceId: 'monitor-01', id: 'monitor-01:8', time: noon - 1, labels: { bed: '1' } }),
    // One arrival stamp: the stream's own order counts, whatever the ids and times.
    delivered(9, { id: 'monitor-02:z', time: noon + 50 }),
    delivered(10, { deviceId: 'monitor-01', id: 'monitor-01:a', time: noon, labels: { bed: '2' } }),
    ...[2, 10].map((index) =>
      delivered(11, { id: `monitor-02:in-${index}`, delivery: `shardId-000000000000:11:${index}` }),
    ),
    delivered(12, {
      measures: {
        alarm: { value: true },
        charging: { value: false },
        note: { value: 'a "quote", a comma\nand ü' },
        nothing: { value: '' },
        large: { value: 12_345_678.5, unit: '1' },
        small: { value: -0.00012 },
        log: { value: 3, unit: '1', code: 'x|y' },
      },
      log: { severity: 'WARN', body: 'line one\nline two' },
    }),
    // A reading is known by its id on its date.
    delivered(13, { id: 'monitor-02:each-day' }),
    delivered(14, { id: 'monitor-02:each-day', time: noon - day }),
    delivered(15, { measures: {}, log: { severity: 'ERROR', body: 'nothing measured' } }),
  ];
  await lake.land('2026-11-23-12', readings);
  const read = await readLake(noon, noon + hour);
  // Nobody looks at the text of a line.
  const unread = ({ log, ...reading }: EnrichedReading) =>
    log === undefined ? reading : { ...reading, log: { ...log, body: '…' } };
  expect(read).toEqual(readings.map(unread));
});

test('a reading that was delivered twice is read once, one that landed days late is read, and the range is of arrival', async () => {
  const at = (number: number, receivedAt: number) => delivered(number, { receivedAt, time: receivedAt - 500 });
  const [before, first, late, next, last] = [
    at(1, noon - 1),
    at(2, noon),
    at(3, noon + hour),
    at(4, noon + 13 * hour),
    at(5, noon + day),
  ] as const;
  await lake.land('2026-11-23-11', [before, first]);
  await lake.land('2026-11-23-13', [{ ...first, delivery: 'shardId-000000000000:9:0', receivedAt: noon + 10 }]);
  await lake.land('2026-11-25-11', [late]);
  await lake.land('2026-11-24-01', [next]);
  await lake.land('2026-11-24-12', [last]);
  expect(await readLake(noon, noon + day)).toEqual([first, late, next]);
});

test('a device that is in the registry no more has no labels, and is counted', async () => {
  await lake.land('2026-11-23-12', [
    delivered(1, { deviceId: 'monitor-99', id: 'monitor-99:1', labels: { bed: '9' } }),
  ]);
  const opened = await openLake(lake.stage, () => {});
  const read: EnrichedReading[] = [];
  await lake.during(
    (async () => {
      for await (const some of opened.readings({ from: noon, to: noon + hour })) read.push(...some);
    })(),
  );
  expect(read).toMatchObject([{ deviceId: 'monitor-99', labels: {} }]);
  expect(opened.unlabelled()).toBe(1);
});

test('a query that fails says why', async () => {
  const nowhere = { ...lake.stage, database: 'nowhere' };
  const { readings } = await openLake(nowhere, () => {});
  const first = readings({ from: noon, to: noon + hour })
    [Symbol.asyncIterator]()
    .next();
  await expect(lake.during(first)).rejects.toThrow(/^Athena: /);
}, 20_000);

describe('the command, on a lake', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'millrace-backtest-'));
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const run = async (...args: string[]) => {
    const command = readCommandLine(args, noon + hour);
    const written: string[] = [];
    const code = await lake.during(
      runCommand({
        openLake: () => openLake(lake.stage, () => {}),
        now: Date.now,
        progress: () => {},
        write: (text) => written.push(text),
        warn: () => {},
      })(command),
    );
    return { code, text: written.join('\n') };
  };

  test('tells what would differ from the rules in force, warms up, and keeps the readings for another time', async () => {
    const heartRate = (number: number, minute: number, value: number) =>
      delivered(number, {
        ...{ time: noon + minute * 60_000, receivedAt: noon + minute * 60_000 + 300 },
        measures: { 'heart-rate': { value } },
      });
    await lake.land('2026-11-23-12', [
      heartRate(1, -30, 130),
      heartRate(2, 5, 90),
      heartRate(3, 10, 115),
      heartRate(4, 12, 90),
      heartRate(5, 20, 150),
    ]);
    const inForce = anAlertRule({ id: 'high' });
    const tried = { ...inForce, when: { threshold: { measure: 'heart-rate', above: 100 } } };
    await lake.s3.putObject({
      bucket: 'rules',
      key: 'rules.json',
      body: JSON.stringify({ version: 3, publishedAt: 0, rules: [inForce] }),
    });
    writeFileSync(join(folder, 'rules.json'), JSON.stringify({ rules: [tried] }));
    const kept = join(folder, 'kept.ndjson.gz');
    const { code, text } = await run(
      ...['--rules', folder, '--from', '2026-11-23T12:00:00Z', '--to', '2026-11-23T13:00:00Z', '--warm-up', '1h'],
      ...['--format', 'json', '--fail-on-difference', '--keep', kept],
    );
    const report = JSON.parse(text);
    expect(code).toBe(1);
    expect(report).toMatchObject({ readings: 4, warmUpReadings: 1, devices: 1, unlabelled: 0 });
    expect(report.rules).toMatchObject([{ rule: 'high', raised: 2, onBefore: 1, stillOn: 1 }]);
    expect(report.difference.onlyProposed).toMatchObject([
      { raisedAt: noon + 10 * 60_000, endedAt: noon + 12 * 60_000 },
    ]);
    expect(report.difference).toMatchObject({ alike: 2, changed: [], onlyInForce: [] });
    expect(report.difference.rules).toMatchObject({ changed: [{ id: 'high' }], added: [], removed: [] });

    const again = await run(
      ...['--rules', folder, '--readings', kept, '--against', join(folder, 'rules.json'), '--format', 'json'],
      ...['--from', '2026-11-23T12:00:00Z', '--to', '2026-11-23T13:00:00Z', '--warm-up', '1h', '--fail-on-difference'],
    );
    expect(again.code).toBe(0);
    expect(JSON.parse(again.text).alerts).toEqual(report.alerts);
    expect(readFileSync(kept).length).toBeGreaterThan(0);
  });

  test('fails where nothing arrived', async () => {
    writeFileSync(join(folder, 'rules.json'), JSON.stringify({ rules: [anAlertRule()] }));
    const nothing = run('--rules', folder, '--from', '2026-11-23T12:00:00Z', '--to', '2026-11-23T13:00:00Z');
    await expect(nothing).rejects.toThrow(
      'No reading in the lake arrived from 2026-11-23 12:00:00 to 2026-11-23 13:00:00',
    );
  });
});
