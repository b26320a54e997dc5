import { gzipSync } from 'node:zlib';
import { openRefused } from '@millrace/shared/contracts/refused-record';
import { aReading } from '@millrace/shared/testing/a-reading';
import { aStream } from '../take/testing/a-stream.ts';
import { receiveReadings } from './receive-readings.ts';

const gateway = { tenant: 'ward-a', scope: 'readings:write-tenant' };
const post = (
  stream: ReturnType<typeof aStream>,
  body: string | Buffer,
  headers = {},
  claims: Record<string, string> = gateway,
) =>
  receiveReadings(stream)({
    route: 'POST /v1/readings',
    body: Buffer.from(body),
    headers,
    claims,
    path: {},
    query: {},
  });
const good = JSON.stringify(aReading({ id: '1' }));
const ndjson = { 'content-type': 'application/x-ndjson' };

test('one reading, an array and NDJSON all reach the stream', async () => {
  const reading = JSON.stringify(aReading());
  const claimed = `{"tenant":"ward-a",${reading.slice(1)}`;
  for (const [body, headers, count] of [
    [reading, {}, 1],
    [`[${reading},${reading}]`, {}, 2],
    [`${reading}\n\n${reading}\r\n${reading}`, ndjson, 3],
    [gzipSync(reading), { 'content-encoding': 'gzip' }, 1],
  ] as const) {
    const stream = aStream();
    expect(await post(stream, body, headers)).toMatchObject({ status: 202, body: { accepted: count } });
    expect(stream.texts()).toEqual(Array(count).fill(claimed));
    expect(stream.taken[0]?.partitionKey).toBe('monitor-01');
  }
});

test('a reading has one id, whatever company it is sent in', async () => {
  const stream = aStream();
  const reading = JSON.stringify(aReading());
  const ids = async (body: string, headers = {}) =>
    ((await post(stream, body, headers)).body as { results: { id: string }[] }).results.map(({ id }) => id);
  const [id] = await ids(reading);
  expect(await ids(`[\n  ${reading},\n  ${reading}\n]`)).toEqual([id, id]);
  expect(await ids(`${reading}\r\n${reading}`, ndjson)).toEqual([id, id]);
});

test('a record that breaks the contract is told so by its place, and kept in the stream as it was sent', async () => {
  const stream = aStream();
  const bad = '{"deviceId":"a","time":1,"measures":{"hr":"x"},"y":1}';
  const answer = await post(stream, `${good}\n{"deviceId":\n${bad}`, ndjson);
  expect(answer.status).toBe(207);
  expect(answer.body).toEqual({
    accepted: 1,
    results: [
      { index: 0, status: 'accepted', id: 'monitor-01:1' },
      { index: 1, status: 'set-aside', reason: { code: 'json-malformed', detail: 'the record is not JSON' } },
      { index: 2, status: 'set-aside', reason: expect.objectContaining({ code: 'schema-violation', pointer: '/y' }) },
    ],
  });
  expect(stream.texts().map((text) => openRefused(text)?.text)).toEqual([undefined, '{"deviceId":', bad]);
});

test.each([
  ['arrays', '['.repeat(100_000)],
  ['closed arrays', '['.repeat(100_000) + ']'.repeat(100_000)],
  ['objects', '{"a":'.repeat(100_000)],
  ['closed objects', `${'{"a":'.repeat(50_000)}1${'}'.repeat(50_000)}`],
])('a nest of %s without bottom is one bad record', async (_, body) => {
  expect(await post(aStream(), body)).toMatchObject({ status: 400, body: { results: [{ status: 'set-aside' }] } });
});

test('when every record breaks the contract the answer is 400, and they are kept all the same', async () => {
  const stream = aStream();
  expect((await post(stream, '{"x":1}')).status).toBe(400);
  expect(stream.taken.length).toBe(1);
});

test('a record that the stream refused is not called accepted', async () => {
  const answer = await post(aStream([1]), `[${good},${good}]`);
  expect(answer).toMatchObject({
    status: 207,
    headers: { 'retry-after': '1' },
    body: { accepted: 1, results: [{ status: 'accepted' }, { index: 1, status: 'retry' }] },
  });
});

test.each([
  ['is throttled', 'ProvisionedThroughputExceededException', 429],
  ['fails otherwise', 'InternalFailure', 503],
  ['does not answer in time', 'AbortError', 503],
])('when the stream %s and takes nothing, the answer has Retry-After', async (_, code, status) => {
  await expect(post(aStream([0, 1], code), `[${good},{}]`)).rejects.toMatchObject({
    status,
    headers: { 'retry-after': '1' },
  });
});

test('the stream has as long to take readings as the request has', async () => {
  const stream = aStream();
  const { signal } = new AbortController();
  const request = {
    route: 'POST /v1/readings',
    body: Buffer.from(good),
    headers: {},
    claims: gateway,
    path: {},
    query: {},
    signal,
  };
  await receiveReadings(stream)(request);
  expect(stream.signals).toEqual([signal]);
});

test('what was set aside and what is to be sent again are told apart', async () => {
  const answer = await post(aStream([1]), `[{},${good}]`);
  expect(answer).toMatchObject({
    status: 207,
    body: {
      accepted: 0,
      results: [
        { index: 0, status: 'set-aside' },
        { index: 1, status: 'retry' },
      ],
    },
  });
});

test.each([
  ['an empty body', '', {}, 400],
  ['an empty array', '[]', {}, 400],
  ['a body that is not UTF-8', Buffer.from([0xff]), {}, 400],
  ['an unknown encoding', 'x', { 'content-encoding': 'br' }, 415],
  ['more readings than a request may hold', `[${'{},'.repeat(10_000)}{}]`, {}, 413],
  ['a body of commas', `[${','.repeat(3_000_000)}]`, {}, 413],
  ['a body of line ends', '\n'.repeat(3_000_000), ndjson, 400],
])('%s is refused whole, before anything is written', async (_, body, headers, status) => {
  const stream = aStream();
  await expect(post(stream, body, headers)).rejects.toMatchObject({ status });
  expect(stream.taken).toEqual([]);
});

test('a token that may write no device is refused', async () => {
  await expect(post(aStream(), good, {}, { tenant: 'ward-a' })).rejects.toMatchObject({
    status: 403,
  });
});
