import { QueryCommand, TimestreamQueryClient } from '@aws-sdk/client-timestream-query';
import {
  type _Record as RecordInput,
  RejectedRecordsException,
  TimestreamWriteClient,
  WriteRecordsCommand,
} from '@aws-sdk/client-timestream-write';
import fc from 'fast-check';
import { virtualClock } from '../../clock.ts';
import { inProcess } from '../../wire/in-process.ts';
import { region } from '../account.ts';
import { createTimestream } from './timestream.ts';

const now = Date.UTC(2026, 0, 2, 3, 4, 5);
const hour = 3_600_000;
const day = 24 * hour;

/** A table of 24 hours in memory and 30 days on disk. `write` resolves with the rejections, if there are any. */
const aTable = async (properties: object = {}) => {
  const clock = virtualClock(now);
  const reports: { bucket: string; key: string; body: string }[] = [];
  const timestream = await createTimestream({ clock, putObject: async (object) => reports.push(object) });
  await timestream.createDatabase({ DatabaseName: 'db.1' });
  await timestream.createTable({
    DatabaseName: 'db.1',
    TableName: 'readings',
    RetentionProperties: { MemoryStoreRetentionPeriodInHours: 24, MagneticStoreRetentionPeriodInDays: 30 },
    ...properties,
  });
  const config = {
    region,
    credentials: { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' },
    endpoint: 'http://127.0.0.1',
    requestHandler: inProcess(timestream.service),
  };
  const client = new TimestreamWriteClient(config);
  const queries = new TimestreamQueryClient(config);
  const write = (...Records: RecordInput[]) =>
    client
      .send(new WriteRecordsCommand({ DatabaseName: 'db.1', TableName: 'readings', Records }))
      .then(({ RecordsIngested }) => ({ RecordsIngested }))
      .catch((error) => {
        if (error instanceof RejectedRecordsException) return { rejected: error.RejectedRecords, error };
        throw error;
      });
  const select = async (sql: string) => {
    const { Rows = [] } = await queries.send(
      new QueryCommand({ QueryString: `${sql.replace('readings', '"db.1"."readings"')}` }),
    );
    return Rows.map(({ Data = [] }) => Data.map(({ ScalarValue }) => ScalarValue));
  };
  return { clock, timestream, write, select, reports };
};

const withLateData = {
  MagneticStoreWriteProperties: {
    EnableMagneticStoreWrites: true,
    MagneticStoreRejectedDataLocation: { S3Configuration: { BucketName: 'set-aside', ObjectKeyPrefix: 'late' } },
  },
};

const aRecord = (values: Record<string, number>, record: Partial<RecordInput> = {}): RecordInput => ({
  Time: String(now),
  MeasureName: 'vitals',
  MeasureValueType: 'MULTI',
  Dimensions: [{ Name: 'device', Value: 'm-1' }],
  MeasureValues: Object.entries(values).map(([Name, value]) => ({ Name, Type: 'DOUBLE', Value: String(value) })),
  ...record,
});

test('the three causes of rejection in one call: the others are written', async () => {
  const { write, select, timestream } = await aTable();
  await write(aRecord({ rate: 70 }, { Version: 5 }));
  const answer = await write(
    aRecord({ rate: 71 }, { Version: 4 }),
    aRecord({ rate: 72 }, { Time: String(now + 1) }),
    aRecord({ rate: 73 }, { Time: String(now - day - 1) }),
    aRecord({ rate: 74 }, { Time: String(now + 2), Dimensions: [{ Name: 'x'.repeat(257), Value: 'v' }] }),
    aRecord({ rate: 75 }, { Time: String(now + 3) }),
  );
  expect(answer).toMatchObject({
    error: { $metadata: { httpStatusCode: 419 } },
    rejected: [
      {
        RecordIndex: 0,
        Reason: expect.stringContaining('The record version 4 is lower than the existing version 5'),
        ExistingVersion: 5,
      },
      {
        RecordIndex: 2,
        Reason:
          'The record timestamp is outside the time range [2026-01-01T03:04:05.000Z, 2026-01-02T03:19:05.000Z) of the memory store.',
      },
      { RecordIndex: 3, Reason: expect.stringContaining('longer than 256 bytes') },
    ],
  });
  expect(await select('SELECT rate FROM readings ORDER BY time')).toEqual([['70.0'], ['72.0'], ['75.0']]);
  expect(timestream.counters()).toMatchObject({ recordsWritten: 3, recordsRejected: 3 });
  await timestream.close();
});

test('a successful call says into which store its records went', async () => {
  const { write, timestream } = await aTable(withLateData);
  expect(await write(aRecord({ rate: 1 }), aRecord({ rate: 2 }, { Time: String(now - 2 * day) }))).toEqual({
    RecordsIngested: { Total: 2, MemoryStore: 1, MagneticStore: 1 },
  });
  await timestream.close();
});

test('the memory store begins where its retention ends, to the millisecond', async () => {
  const { write, timestream } = await aTable(withLateData);
  const records = [now - day, now - day - 1].map((time) => aRecord({ rate: 1 }, { Time: String(time) }));
  expect(await write(...records)).toEqual({ RecordsIngested: { Total: 2, MemoryStore: 1, MagneticStore: 1 } });
  await timestream.close();
});

test.each([
  ['15 minutes ahead', 15 * 60_000, false],
  ['a millisecond more', 15 * 60_000 + 1, true],
  ['24 hours late', -day, false],
  ['a millisecond later', -day - 1, true],
])('without magnetic writes a record %s is rejected: %s', async (_when, shift, isRejected) => {
  const { write, timestream } = await aTable();
  expect('rejected' in (await write(aRecord({ rate: 1 }, { Time: String(now + shift) })))).toBe(isRejected);
  await timestream.close();
});

test('with magnetic writes late data is taken up to the magnetic retention', async () => {
  const { write, timestream } = await aTable(withLateData);
  const at = (time: number) => write(aRecord({ rate: 1 }, { Time: String(time) }));
  expect(await at(now - 30 * day)).toEqual({ RecordsIngested: { Total: 1, MemoryStore: 0, MagneticStore: 1 } });
  expect(await at(now - 30 * day - 1)).toMatchObject({
    rejected: [{ Reason: expect.stringContaining('of the data ingestion window') }],
  });
  await timestream.close();
});

test('late data that is there with another value is reported in S3 and not in the answer', async () => {
  const { write, select, reports, timestream } = await aTable(withLateData);
  const late = { Time: String(now - 2 * day) };
  await write(aRecord({ rate: 1 }, late));
  expect(await write(aRecord({ rate: 2 }, late))).toMatchObject({ RecordsIngested: { Total: 1, MagneticStore: 1 } });
  expect(await select('SELECT rate FROM readings')).toEqual([['1.0']]);
  const [{ bucket, key, body } = { bucket: '', key: '', body: '{}' }] = reports;
  expect([bucket, key]).toEqual([
    'set-aside',
    expect.stringMatching(/^late\/db\.1\/readings\/2026-01-02T03:04:05\.000Z\//),
  ]);
  expect(JSON.parse(body)).toMatchObject({
    errors: [
      {
        reason: expect.stringContaining('A record already exists'),
        existingVersion: 1,
        records: [{ Time: late.Time, MeasureValues: [{ Name: 'rate', Value: '2' }] }],
      },
    ],
  });
  await timestream.close();
});

test('a record sent twice is stored once, before and after it is in DuckDB', async () => {
  const { write, select, timestream } = await aTable();
  const twice = [aRecord({ rate: 1 }), aRecord({ rate: 1 })];
  expect(await write(...twice)).toEqual({ RecordsIngested: { Total: 2, MemoryStore: 2, MagneticStore: 0 } });
  await timestream.flush();
  expect(await write(...twice)).toHaveProperty('RecordsIngested');
  await write(aRecord({ rate: 1 }, { Time: String(now + 1) }));
  await timestream.flush();
  expect(await write(...twice)).toHaveProperty('RecordsIngested');
  expect(await select('SELECT count(*) FROM readings')).toEqual([['2']]);
  expect(timestream.rowCount('db.1', 'readings')).toBe(2);
  await timestream.close();
});

test('a repetition is recognised when its key was forgotten with the memory store', async () => {
  const { clock, write, timestream } = await aTable(withLateData);
  await write(aRecord({ rate: 1 }));
  await clock.advance(day + 2 * hour);
  await timestream.flush();
  expect(await write(aRecord({ rate: 1 }))).toMatchObject({ RecordsIngested: { MagneticStore: 1 } });
  expect(timestream.rowCount('db.1', 'readings')).toBe(1);
  await timestream.close();
});

test('two records of one call with the same key and different values: the first one stays', async () => {
  const { write, select, timestream } = await aTable();
  expect(await write(aRecord({ rate: 1 }), aRecord({ rate: 2 }))).toMatchObject({
    rejected: [{ RecordIndex: 1, ExistingVersion: 1 }],
  });
  expect(await select('SELECT rate FROM readings')).toEqual([['1.0']]);
  await timestream.close();
});

test('a higher version replaces measure by measure', async () => {
  const { write, select, timestream } = await aTable();
  await write(aRecord({ rate: 1, spo2: 98 }));
  await timestream.flush();
  await write(aRecord({ rate: 2, temperature: 37 }, { Version: 2 }));
  expect(await select('SELECT rate, spo2, temperature FROM readings')).toEqual([['2.0', '98.0', '37.0']]);
  await timestream.close();
});

test('the order of dimensions does not matter, their values do', async () => {
  const { write, timestream } = await aTable();
  const dimensions = [
    { Name: 'device', Value: 'm-1' },
    { Name: 'site', Value: 's' },
  ];
  await write(aRecord({ rate: 1 }, { Dimensions: dimensions }));
  expect(await write(aRecord({ rate: 2 }, { Dimensions: dimensions.toReversed() }))).toHaveProperty('rejected');
  expect(await write(aRecord({ rate: 2 }, { Dimensions: dimensions.slice(1) }))).not.toHaveProperty('rejected');
  await timestream.close();
});

test('a measure with another type than its column is rejected', async () => {
  const { write, timestream } = await aTable();
  await write(aRecord({ rate: 1 }));
  const text = aRecord(
    {},
    { Time: String(now + 1), MeasureValues: [{ Name: 'rate', Type: 'VARCHAR', Value: 'fast' }] },
  );
  expect(await write(text)).toMatchObject({ rejected: [{ Reason: 'The measure rate has the type DOUBLE already.' }] });
  await timestream.close();
});

test('a NaN refuses the whole call', async () => {
  const { write, select, timestream } = await aTable();
  await expect(write(aRecord({ rate: 1 }), aRecord({ rate: Number.NaN }))).rejects.toMatchObject({
    name: 'ValidationException',
  });
  expect(await select('SELECT 1 FROM readings')).toEqual([]);
  await timestream.close();
});

test('all types come back as they were written', async () => {
  const { write, select, timestream } = await aTable();
  const values = [
    { Name: 'd', Type: 'DOUBLE', Value: '-0.125' },
    { Name: 'i', Type: 'BIGINT', Value: '9223372036854775807' },
    { Name: 'b', Type: 'BOOLEAN', Value: 'true' },
    { Name: 's', Type: 'VARCHAR', Value: "it's µ" },
    { Name: 't', Type: 'TIMESTAMP', Value: String(now) },
  ] as const;
  const full = aRecord({}, { MeasureValues: [...values] });
  const columns = 'SELECT d, i, b, s, t FROM readings';
  await write(full);
  await timestream.flush();
  // Read back from DuckDB to be compared: equal, so that this is a repetition; then replaced by itself.
  await write(aRecord({ d: 1 }, { Time: String(now + 1) }));
  await timestream.flush();
  expect(await write(full)).not.toHaveProperty('rejected');
  await write({ ...full, Version: 2, MeasureValues: [values[0]] });
  expect((await select(`${columns} ORDER BY time`))[0]).toEqual([
    '-0.125',
    '9223372036854775807',
    'true',
    "it's µ",
    '2026-01-02 03:04:05.000000000',
  ]);
  await timestream.close();
});

test('write units are counted by call', async () => {
  const { write, timestream } = await aTable();
  await write(aRecord({ rate: 1 }));
  await write(aRecord({ rate: 1 }, { Time: String(now + 1) }), aRecord({ rate: 1 }, { Time: String(now + 2) }));
  expect(timestream.counters().writeUnits).toBe(2);
  await timestream.close();
});

test('whatever is written in whatever order, with flushes in between, the table holds what one map would', async () => {
  const write = fc.record({
    device: fc.constantFrom('a', 'b'),
    time: fc.integer({ min: 0, max: 2 }),
    version: fc.integer({ min: 1, max: 3 }),
    values: fc.dictionary(fc.constantFrom('x', 'y', 'z'), fc.integer({ min: 0, max: 2 }), { minKeys: 1 }),
  });
  const step = fc.oneof(
    { weight: 3, arbitrary: fc.array(write, { minLength: 1, maxLength: 5 }) },
    { weight: 1, arbitrary: fc.constant('flush' as const) },
  );
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 10 }), async (steps) => {
      const table = await aTable();
      const model = new Map<string, { version: number; values: Record<string, number> }>();
      for (const each of steps) {
        if (each === 'flush') {
          await table.timestream.flush();
          continue;
        }
        const expected: number[] = [];
        each.forEach(({ device, time, version, values }, index) => {
          const before = model.get(`${device} ${time}`);
          const isRepetition = before && Object.entries(values).every(([name, value]) => before.values[name] === value);
          if (!before || version > before.version)
            model.set(`${device} ${time}`, { version, values: { ...before?.values, ...values } });
          else if (!isRepetition) expected.push(index);
        });
        const answer = await table.write(
          ...each.map(({ device, time, version, values }) =>
            aRecord(values, {
              Time: String(now + time),
              Version: version,
              Dimensions: [{ Name: 'device', Value: device }],
            }),
          ),
        );
        const rejected = 'rejected' in answer ? answer.rejected?.map(({ RecordIndex }) => RecordIndex) : [];
        expect(rejected).toEqual(expected);
      }
      // Every column has to exist for the query.
      await table.write(aRecord({ x: 0, y: 0, z: 0 }, { Time: String(now - hour) }));
      const rows = await table.select(
        `SELECT device, to_milliseconds(time) - ${now}, x, y, z FROM readings WHERE to_milliseconds(time) >= ${now}`,
      );
      const stored = rows.map(([device, time, ...values]) => [
        `${device} ${time}`,
        values.map((value) => (value === undefined ? undefined : Number(value))),
      ]);
      const wanted = [...model].map(([key, { values }]) => [key, [values.x, values.y, values.z]]);
      expect(stored.sort()).toEqual(wanted.sort());
      expect(table.timestream.rowCount('db.1', 'readings')).toBe(model.size + 1);
      await table.timestream.close();
    }),
    { numRuns: 25 },
  );
}, 60_000);
