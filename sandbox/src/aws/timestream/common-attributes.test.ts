import { QueryCommand, TimestreamQueryClient } from '@aws-sdk/client-timestream-query';
import { TimestreamWriteClient } from '@aws-sdk/client-timestream-write';
import type { TimestreamRow } from '@millrace/shared/runtime/records-body';
import { writeRecords } from '@millrace/shared/runtime/write-records';
import { virtualClock } from '../../clock.ts';
import { inProcess } from '../../wire/in-process.ts';
import { region } from '../account.ts';
import { createTimestream } from './timestream.ts';

/** Rows as the services write them: what they have in common beside them, through the SDK's own client. */
const now = Date.UTC(2026, 0, 2);

const aTable = async () => {
  const timestream = await createTimestream({ clock: virtualClock(now) });
  await timestream.createDatabase({ DatabaseName: 'millrace' });
  await timestream.createTable({
    DatabaseName: 'millrace',
    TableName: 'readings',
    RetentionProperties: { MemoryStoreRetentionPeriodInHours: 24, MagneticStoreRetentionPeriodInDays: 30 },
  });
  const config = {
    region,
    credentials: { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' },
    endpoint: 'http://127.0.0.1',
    requestHandler: inProcess(timestream.service),
    maxAttempts: 1,
  };
  const select = async (sql: string) => {
    const { Rows = [] } = await new TimestreamQueryClient(config).send(new QueryCommand({ QueryString: sql }));
    return Rows.map(({ Data = [] }) => Data.map(({ ScalarValue }) => ScalarValue));
  };
  const client = new TimestreamWriteClient(config);
  return { timestream, select, write: writeRecords({ client, database: 'millrace', table: 'readings' }) };
};

const aRow = (device: string, state: string, given: Partial<TimestreamRow> = {}) => ({
  device,
  row: {
    measureName: 'monitor',
    dimensions: Object.entries({ tenant: 'ward-a', site: 'Größe "3"', device }).map(([Name, Value]) =>
      JSON.stringify({ Name, Value }),
    ),
    measureValues: JSON.stringify([{ Name: 'state', Value: state, Type: 'VARCHAR' }]),
    time: BigInt(now) * 1_000_000n,
    version: 1,
    ...given,
  },
});

test('every row of every call is stored with all of its dimensions', async () => {
  const { timestream, write, select } = await aTable();
  const devices = Array.from({ length: 250 }, (_, index) => `device-${index}`);
  expect(await write(devices.map((device) => aRow(device, 'on\n')))).toEqual({ rejected: [], failed: [] });
  const rows = await select('SELECT device, tenant, site, state FROM "millrace"."readings"');
  expect(rows.sort()).toEqual(devices.map((device) => [device, 'ward-a', 'Größe "3"', 'on\n']).sort());
  await timestream.close();
});

test('duplicates count as written, what is too old or too large is told by its row, and the others are stored', async () => {
  const { timestream, write, select } = await aTable();
  await write([aRow('a', 'first', { version: 2 })]);
  const { rejected, failed } = await write([
    aRow('a', 'again'),
    aRow('b', 'too old', { time: 0n }),
    aRow('c', 'x'.repeat(2048)),
    aRow('d', 'good'),
  ]);
  expect(failed).toEqual([]);
  expect(rejected.map(({ row, reason }) => [row.device, reason])).toEqual([
    ['b', expect.stringContaining('outside the time range')],
    ['c', expect.stringContaining('2048 are the limit')],
  ]);
  expect(await select('SELECT device, state FROM "millrace"."readings" ORDER BY device')).toEqual([
    ['a', 'first'],
    ['d', 'good'],
  ]);
  await timestream.close();
});
