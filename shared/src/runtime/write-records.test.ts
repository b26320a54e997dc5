import { hash } from 'node:crypto';
import { Readable } from 'node:stream';
import { TimestreamWriteClient } from '@aws-sdk/client-timestream-write';
import fc from 'fast-check';
import type { TimestreamRow } from './records-body.ts';
import { writeRecords } from './write-records.ts';

type Request = { hostname: string; headers: Record<string, string>; body: Buffer };
type Answer = { status: number; body: object };
type Dimension = { Name: string; Value: string };
type Attributes = { Dimensions: Dimension[]; MeasureName?: string; Version?: number; Time: string };
type Input = { CommonAttributes: Attributes; Records: Attributes[] };

/** Timestream behind the SDK's own client: every request that was sent, and the answer that `answers` gives. */
const aTimestream = (
  answers: (input: Input, call: number) => Answer = () => ({ status: 200, body: {} }),
  client = {},
) => {
  const requests: Request[] = [];
  const inputs: Input[] = [];
  const handle = async ({ hostname, headers, body }: Request) => {
    requests.push({ hostname, headers, body: Buffer.concat([body]) });
    const isWrite = headers['x-amz-target']?.endsWith('.WriteRecords');
    const input = JSON.parse(requests.at(-1)?.body.toString() ?? '');
    if (isWrite) inputs.push(input);
    const answer = isWrite
      ? answers(input, inputs.length)
      : { status: 200, body: { Endpoints: [{ Address: 'ingest-cell1.timestream', CachePeriodInMinutes: 60 }] } };
    return {
      response: {
        statusCode: answer.status,
        headers: {},
        body: Readable.from([Buffer.from(JSON.stringify(answer.body))]),
      },
    };
  };
  const write = writeRecords({
    client: new TimestreamWriteClient({
      region: 'eu-central-1',
      credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
      requestHandler: { handle } as never,
      endpoint: 'http://127.0.0.1',
      maxAttempts: 1,
      ...client,
    }),
    database: 'millrace',
    table: 'readings',
  });
  return { write, requests, inputs };
};

const dimension = (Name: string, Value: string) => JSON.stringify({ Name, Value });
const aRow = (device: string, index = 0, given: Partial<TimestreamRow> = {}) => ({
  name: `${device}/${index}`,
  row: {
    measureName: 'monitor',
    dimensions: [dimension('tenant', 'ward-a'), dimension('device_id', device)],
    measureValues: JSON.stringify([{ Name: 'heart-rate', Value: '72', Type: 'DOUBLE' }]),
    time: BigInt(index),
    version: 1,
    ...given,
  },
});
const rowsOf = (count: number) => Array.from({ length: count }, (_, index) => aRow(`device-${index % 7}`, index));
const throttled: Answer = { status: 400, body: { __type: 'ThrottlingException', message: 'slow down' } };
const rejecting = (RejectedRecords: object[]): Answer => ({
  status: 419,
  body: { __type: 'com.amazonaws.timestreamwrite#RejectedRecordsException', message: 'rejected', RejectedRecords },
});

/** A record as Timestream sees it, common attributes merged in. */
const merged = ({ CommonAttributes, Records }: Input) =>
  Records.map((record) => ({
    ...CommonAttributes,
    ...record,
    Dimensions: [...CommonAttributes.Dimensions, ...record.Dimensions],
  }));

test('the request is signed for the very bytes that are sent, and has their length', async () => {
  const { write, requests } = aTimestream();
  await write([aRow('Größe 3')]);
  const [{ headers, body } = { headers: {}, body: Buffer.alloc(0) }] = requests as Request[];
  expect(headers).toMatchObject({
    'content-type': 'application/x-amz-json-1.0',
    'content-length': String(body.length),
    'x-amz-target': 'Timestream_20181101.WriteRecords',
    'x-amz-content-sha256': hash('sha256', body),
    authorization: expect.stringMatching(/SignedHeaders=[^,]*x-amz-content-sha256/),
  });
});

test('a throttled request is sent again with the same bytes', async () => {
  const { write, requests } = aTimestream((_, call) => (call === 1 ? throttled : { status: 200, body: {} }), {
    maxAttempts: 2,
  });
  expect(await write([aRow('a')])).toEqual({ rejected: [], failed: [] });
  expect(requests).toHaveLength(2);
  expect(requests[1]?.body).toEqual(requests[0]?.body);
  expect(requests[1]?.headers['x-amz-content-sha256']).toBe(hash('sha256', requests[0]?.body ?? ''));
});

test('the client finds its endpoint by a request of its own', async () => {
  const { write, requests } = aTimestream(undefined, { endpoint: undefined });
  await write([aRow('a')]);
  expect(requests.map(({ headers }) => headers['x-amz-target']?.split('.')[1])).toEqual([
    'DescribeEndpoints',
    'WriteRecords',
  ]);
  expect(requests[0]?.body.toString()).toBe('{}');
  expect(requests[1]?.hostname).toBe('ingest-cell1.timestream');
});

test('what all rows of a call have in common is sent once, and each record has the rest', async () => {
  const { write, inputs } = aTimestream();
  await write([aRow('b', 1, { version: 2 }), aRow('a', 2)]);
  expect(inputs).toEqual([
    {
      DatabaseName: 'millrace',
      TableName: 'readings',
      CommonAttributes: {
        MeasureValueType: 'MULTI',
        TimeUnit: 'NANOSECONDS',
        Dimensions: [{ Name: 'tenant', Value: 'ward-a' }],
        MeasureName: 'monitor',
      },
      Records: [
        expect.objectContaining({ Time: '1', Version: 2, Dimensions: [{ Name: 'device_id', Value: 'b' }] }),
        expect.objectContaining({ Time: '2', Version: 1, Dimensions: [{ Name: 'device_id', Value: 'a' }] }),
      ],
    },
  ]);
});

test('a call has a hundred rows, in their order', async () => {
  const { write, inputs } = aTimestream();
  await write(rowsOf(250));
  expect(inputs.map(({ Records }) => Records.map(({ Time }) => Number(Time)))).toEqual(
    [0, 100, 200].map((from) => Array.from({ length: from === 200 ? 50 : 100 }, (_, index) => from + index)),
  );
});

test('whatever rows have in common, every one arrives as it is, and no dimension is given twice', () => {
  const some = (...values: string[]) => fc.constantFrom(...values);
  const row = fc.record({
    measureName: some('monitor', 'pump'),
    dimensions: fc
      .tuple(some('a', 'b'), fc.option(some('x', 'y')), some('1', '2'))
      .map(([tenant, site, device]) => [
        dimension('tenant', tenant),
        ...(site ? [dimension('site', site)] : []),
        dimension('device_id', device),
      ]),
    measureValues: fc.constant('[]'),
    time: fc.bigInt({ min: 0n, max: 2n ** 63n - 1n }),
    version: fc.integer({ min: 1, max: 2 }),
  });
  return fc.assert(
    fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 230, size: 'max' }), async (rows) => {
      const { write, inputs } = aTimestream();
      await write(rows.map((each) => ({ row: each })));
      const arrived = inputs.flatMap(merged).map(({ MeasureName, Dimensions, Time, Version }) => {
        expect(new Set(Dimensions.map(({ Name }) => Name)).size).toBe(Dimensions.length);
        return JSON.stringify([MeasureName, Dimensions.map((each) => JSON.stringify(each)), Time, Version]);
      });
      const sent = rows.map((each) =>
        JSON.stringify([each.measureName, each.dimensions, String(each.time), each.version]),
      );
      expect(arrived.sort()).toEqual(sent.sort());
    }),
    { numRuns: 30 },
  );
}, 20_000);

test('a rejected record is told by its row; an existing version is a duplicate, and written', async () => {
  const { write } = aTimestream(({ Records }) =>
    Records[0]?.Time === '0'
      ? rejecting([
          { RecordIndex: 1, Reason: 'is over 2 KB' },
          { RecordIndex: 2, Reason: 'a version exists', ExistingVersion: 1 },
        ])
      : { status: 200, body: {} },
  );
  const rows = rowsOf(150).map(({ row }, index) => aRow('device', index, { time: row.time }));
  const { rejected, failed } = await write(rows);
  expect(rejected.map(({ row, reason }) => [row.name, reason])).toEqual([['device/1', 'is over 2 KB']]);
  expect(failed).toEqual([]);
});

test('a call that stays throttled fails its own rows alone', async () => {
  const { write } = aTimestream(({ Records }) => (Records.length === 100 ? { status: 200, body: {} } : throttled));
  const { rejected, failed } = await write(Array.from({ length: 130 }, (_, index) => aRow('device', index)));
  expect(rejected).toEqual([]);
  expect(failed.map(({ name }) => name)).toEqual(Array.from({ length: 30 }, (_, index) => `device/${100 + index}`));
});

test('what no later try would pass is thrown, once every call has ended', async () => {
  const { write, inputs } = aTimestream((_, call) =>
    call === 1 ? { status: 400, body: { __type: 'AccessDeniedException', message: 'no' } } : { status: 200, body: {} },
  );
  await expect(write(rowsOf(700))).rejects.toThrow('no');
  const begun = inputs.length;
  await new Promise((resolve) => setImmediate(resolve));
  expect(inputs.length).toBe(begun);
});

test('nothing to write is no call', async () => {
  const { write, inputs } = aTimestream();
  expect(await write([])).toEqual({ rejected: [], failed: [] });
  expect(inputs).toEqual([]);
});
