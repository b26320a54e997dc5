import {
  CancelQueryCommand,
  paginateQuery,
  QueryCommand,
  TimestreamQueryClient,
} from '@aws-sdk/client-timestream-query';
import {
  type _Record as RecordInput,
  TimestreamWriteClient,
  WriteRecordsCommand,
} from '@aws-sdk/client-timestream-write';
import { virtualClock } from '../../clock.ts';
import { inProcess } from '../../wire/in-process.ts';
import { region } from '../account.ts';
import { createTimestream } from './timestream.ts';

const now = Date.UTC(2026, 0, 2, 3, 0, 0);
const minute = 60_000;

type Timestream = Awaited<ReturnType<typeof aTimestream>>;

const aTimestream = async () => {
  const clock = virtualClock(now);
  const timestream = await createTimestream({ clock });
  await timestream.createDatabase({ DatabaseName: 'millrace-dev' });
  await timestream.createTable({
    DatabaseName: 'millrace-dev',
    TableName: 'readings',
    RetentionProperties: { MemoryStoreRetentionPeriodInHours: 24 },
  });
  const config = {
    region,
    credentials: { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' },
    endpoint: 'http://127.0.0.1',
    requestHandler: inProcess(timestream.service),
  };
  const writer = new TimestreamWriteClient(config);
  const client = new TimestreamQueryClient(config);
  const write = (...Records: RecordInput[]) =>
    writer.send(new WriteRecordsCommand({ DatabaseName: 'millrace-dev', TableName: 'readings', Records }));
  const query = (QueryString: string, page: { MaxRows?: number; NextToken?: string } = {}) =>
    client.send(new QueryCommand({ QueryString, ...page }));
  const values = async (sql: string) => {
    const { Rows = [] } = await query(sql);
    return Rows.map(({ Data = [] }) => Data.map(({ ScalarValue }) => ScalarValue));
  };
  return { clock, timestream, client, write, query, values };
};

/** One for all tests that only read: two devices, a reading each minute of the last quarter, and one single measure. */
let shared: Timestream;
beforeAll(async () => {
  shared = await aTimestream();
  const readings = ['m-1', 'm-2'].flatMap((device, offset) =>
    Array.from(
      { length: 15 },
      (_, index): RecordInput => ({
        Time: String(now - index * minute),
        MeasureName: 'vitals',
        MeasureValueType: 'MULTI',
        Dimensions: [{ Name: 'device', Value: device }],
        MeasureValues: [
          { Name: 'heart.rate', Type: 'DOUBLE', Value: String(60 + index + offset) },
          { Name: 'alarm', Type: 'BOOLEAN', Value: String(index > 12) },
        ],
      }),
    ),
  );
  await shared.write(...readings);
  await shared.write({
    Time: '1767322800123456789',
    TimeUnit: 'NANOSECONDS',
    MeasureName: 'cpu',
    MeasureValue: '7',
    MeasureValueType: 'BIGINT',
    Dimensions: [{ Name: 'device', Value: 's-1' }],
  });
});
afterAll(() => shared.timestream.close());

const table = '"millrace-dev"."readings"';

test('a table shows its dimensions, measure_name, time and measures', async () => {
  const { ColumnInfo, Rows } = await shared.query(`SELECT * FROM ${table} WHERE device = 's-1'`);
  expect(ColumnInfo).toEqual(
    [
      ['device', 'VARCHAR'],
      ['measure_name', 'VARCHAR'],
      ['time', 'TIMESTAMP'],
      ['heart.rate', 'DOUBLE'],
      ['alarm', 'BOOLEAN'],
      ['measure_value::bigint', 'BIGINT'],
    ].map(([Name, ScalarType]) => ({ Name, Type: { ScalarType } })),
  );
  expect(Rows).toEqual([
    {
      Data: [
        { ScalarValue: 's-1' },
        { ScalarValue: 'cpu' },
        { ScalarValue: '2026-01-02 03:00:00.123456789' },
        { NullValue: true },
        { NullValue: true },
        { ScalarValue: '7' },
      ],
    },
  ]);
});

test('a query reads what was written just before', async () => {
  const { write, values, timestream } = await aTimestream();
  const record = (value: number): RecordInput => ({
    Time: String(now + value),
    MeasureName: 'cpu',
    MeasureValue: String(value),
  });
  await write(record(1));
  expect(await values(`SELECT measure_value::double FROM ${table}`)).toEqual([['1.0']]);
  await write(record(2));
  expect(await values(`SELECT count(*) FROM ${table}`)).toEqual([['2']]);
  await timestream.close();
});

test('binned averages of the last minutes', async () => {
  expect(
    await shared.values(
      `SELECT bin(time, 5m) AS binned, avg("heart.rate"), count(*) FROM ${table}
       WHERE device = 'm-1' AND time > ago(10m) GROUP BY bin(time, 5m) ORDER BY binned`,
    ),
  ).toEqual([
    ['2026-01-02 02:50:00.000000000', '67.5', '4'],
    ['2026-01-02 02:55:00.000000000', '63.0', '5'],
    ['2026-01-02 03:00:00.000000000', '60.0', '1'],
  ]);
});

test.each([
  ["max_by(device, time) FROM $t WHERE measure_name = 'vitals' AND time < from_milliseconds(0)", undefined],
  ['max_by("heart.rate", time) FROM $t WHERE device = \'m-1\'', '60.0'],
  ['min_by("heart.rate", time) FROM $t WHERE device = \'m-1\'', '74.0'],
  ['approx_percentile("heart.rate", 0.5) FROM $t WHERE device = \'m-1\'', '67.0'],
  ['approx_distinct(device) FROM $t', '3'],
  ['count_if(alarm) FROM $t', '4'],
  ["to_milliseconds(max(time)) FROM $t WHERE device = 'm-1'", String(now)],
  ['from_milliseconds(1767322800001)', '2026-01-02 03:00:00.001000000'],
  ['from_nanoseconds(1767322800000000001)', '2026-01-02 03:00:00.000000001'],
  ["from_iso8601_timestamp('2026-01-02T04:00:00+01:00')", '2026-01-02 03:00:00.000000000'],
  ["to_iso8601(time) FROM $t WHERE device = 's-1'", '2026-01-02T03:00:00.123456789Z'],
  ["date_add('minute', -5, now())", '2026-01-02 02:55:00.000000000'],
  ["date_diff('minute', ago(1h), now())", '60'],
  ["date_diff('hour', now() - 1m, now() + 1m)", '0'],
  ["date_trunc('hour', now() + 59m)", '2026-01-02 03:00:00.000000000'],
  [
    "time FROM $t WHERE time BETWEEN now() AND '2026-01-02 03:00:00.200' AND device = 's-1'",
    '2026-01-02 03:00:00.123456789',
  ],
  ['now() - ago(90m)', '0 01:30:00.000000000'],
  ['sum(measure_value::bigint) FROM $t', '7'],
  ["regexp_like('m-1', '^m')", 'true'],
  ['7 / 2', '3'],
  ['7 / 2.0', '3.5'],
  ['truncate(-1.7)', '-1.0'],
  ["CAST('1' AS INTEGER)", '1'],
  ["DATE '2026-01-02'", '2026-01-02'],
])('SELECT %s gives %s', async (sql, value) => {
  expect(await shared.values(`SELECT ${sql.replace('$t', table)}`)).toEqual([[value]]);
});

test('arrays come back as arrays', async () => {
  const { ColumnInfo, Rows } = await shared.query('SELECT array_agg(x) AS xs FROM (VALUES (1.5), (NULL)) AS t (x)');
  expect(ColumnInfo).toEqual([{ Name: 'xs', Type: { ArrayColumnInfo: { Type: { ScalarType: 'DOUBLE' } } } }]);
  expect(Rows).toEqual([{ Data: [{ ArrayValue: [{ ScalarValue: '1.5' }, { NullValue: true }] }] }]);
});

test.each([
  ['interpolate_linear(1)', 'interpolate_linear'],
  ['nothing', 'Referenced column "nothing"'],
  ['{"a": 1}', 'does not return the type STRUCT'],
  ["* FROM read_text('/etc/hostname')", 'disabled by configuration'],
])('SELECT %s is a ValidationException that says why', async (sql, message) => {
  await expect(shared.query(`SELECT ${sql}`)).rejects.toMatchObject({
    name: 'ValidationException',
    message: expect.stringContaining(message),
  });
});

test.each(['DROP VIEW t', 'WITH x AS (SELECT 1) INSERT INTO t SELECT * FROM x', 'SELECT 1; SELECT 2'])(
  '%s is refused',
  async (sql) => {
    await expect(shared.query(sql.replace(' t', ` ${table}`))).rejects.toMatchObject({ name: 'ValidationException' });
    expect(await shared.values(`SELECT count(*) FROM ${table}`)).toEqual([['31']]);
  },
);

test('what is metered is 10 MB at least', async () => {
  const { QueryStatus, QueryId } = await shared.query('SELECT 1');
  expect(QueryStatus).toMatchObject({ ProgressPercentage: 100, CumulativeBytesMetered: 10_000_000 });
  expect(QueryId).toBeTruthy();
});

test('a result is read page by page, and a page again', async () => {
  const sql = `SELECT time FROM ${table} ORDER BY time, device`;
  const whole = await shared.values(sql);
  const pages = [];
  for await (const { Rows = [], QueryId } of paginateQuery(
    { client: shared.client, pageSize: 12 },
    { QueryString: sql },
  ))
    pages.push({ QueryId, values: Rows.map(({ Data = [] }) => Data.map(({ ScalarValue }) => ScalarValue)) });
  expect(pages.map(({ values }) => values.length)).toEqual([12, 12, 7]);
  expect(pages.flatMap(({ values }) => values)).toEqual(whole);
  expect(new Set(pages.map(({ QueryId }) => QueryId)).size).toBe(1);

  const { NextToken } = await shared.query(sql, { MaxRows: 12 });
  const second = { MaxRows: 12, ...(NextToken && { NextToken }) };
  expect((await shared.query(sql, second)).Rows).toEqual((await shared.query(sql, second)).Rows);
});

test('a page is at most 1 MB', async () => {
  const { Rows, NextToken } = await shared.query("SELECT repeat('x', 100000) FROM range(20)");
  expect(Rows).toHaveLength(10);
  expect(NextToken).toBeTruthy();
});

test('a token of another query or a cancelled one is invalid', async () => {
  const sql = `SELECT device FROM ${table}`;
  const { NextToken, QueryId } = await shared.query(sql, { MaxRows: 1 });
  const next = NextToken ? { NextToken } : {};
  await expect(shared.query('SELECT 1', next)).rejects.toThrow('NextToken is invalid');
  await shared.client.send(new CancelQueryCommand({ QueryId }));
  await expect(shared.query(sql, next)).rejects.toThrow('NextToken is invalid');
  await expect(shared.client.send(new CancelQueryCommand({ QueryId }))).rejects.toThrow('to cancel');
});

test('of results that nobody reads on, the oldest is let go', async () => {
  const sql = `SELECT device FROM ${table}`;
  const { NextToken } = await shared.query(sql, { MaxRows: 1 });
  for (let count = 0; count < 20; count++) await shared.query(sql, { MaxRows: 1 });
  await expect(shared.query(sql, NextToken ? { NextToken } : {})).rejects.toThrow('NextToken is invalid');
});

test('MaxRows is 1 to 1,000', async () => {
  await expect(shared.query('SELECT 1', { MaxRows: 0 })).rejects.toThrow('MaxRows');
  await expect(shared.query('SELECT 1', { MaxRows: 1001 })).rejects.toThrow('MaxRows');
});

test('time moves with the clock', async () => {
  const { clock, values, timestream } = await aTimestream();
  await clock.advance(minute);
  expect(await values('SELECT now()')).toEqual([['2026-01-02 03:01:00.000000000']]);
  await timestream.close();
});
