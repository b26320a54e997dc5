import { gzipSync } from 'node:zlib';
import { openRefused } from '@millrace/shared/contracts/refused-record';
import { httpRoute } from '@millrace/shared/runtime/http';
import type { APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';
import type { Take } from '../take/take.ts';
import { aStream } from '../take/testing/a-stream.ts';
import { answerWrite, explainWrite } from './answer-write.ts';

const gateway = { tenant: 'ward-a', scope: 'readings:write-tenant' };
type Sent = { take?: Take; precision?: string; headers?: Record<string, string>; claims?: object };
const post = async (
  body: string | Uint8Array,
  { take = aStream().take, precision, headers = {}, claims = gateway }: Sent = {},
) => {
  const route = httpRoute(answerWrite({ take, now: () => 1_764_000_001_000 }), explainWrite);
  const event = {
    ...{ headers, body: Buffer.from(body).toString('base64'), isBase64Encoded: true },
    queryStringParameters: { org: 'o', bucket: 'b', ...(precision === undefined ? {} : { precision }) },
    requestContext: { requestId: 'r-1', authorizer: { jwt: { claims } } },
  };
  const {
    statusCode,
    headers: answered = {},
    body: text,
  } = await route(event as unknown as APIGatewayProxyEventV2WithJWTAuthorizer);
  return { status: statusCode, headers: answered, body: text === undefined ? undefined : JSON.parse(text) };
};
const good = 'vitals,device_id=monitor-01 heart-rate=72i 1764000000000000000';

test('204 without a body when all is in the stream, as readings of their devices', async () => {
  const stream = aStream();
  expect(await post(`# two\n${good}\n\n${good.replace('01', '02')}\n`, stream)).toMatchObject({
    status: 204,
    body: undefined,
  });
  expect(stream.taken.map(({ partitionKey }) => partitionKey)).toEqual(['monitor-01', 'monitor-02']);
  expect(JSON.parse(stream.texts()[0] ?? '')).toEqual({
    tenant: 'ward-a',
    deviceId: 'monitor-01',
    time: '2025-11-24T16:00:00.000Z',
    measures: { 'vitals.heart-rate': 72 },
  });
});

test('a body may be gzipped, and timestamps count what the request says', async () => {
  const stream = aStream();
  const headers = { 'content-encoding': 'gzip' };
  const body = gzipSync('vitals,device_id=monitor-01 heart-rate=72i 1764000000');
  expect((await post(body, { take: stream.take, headers, precision: 's' })).status).toBe(204);
  expect(JSON.parse(stream.texts()[0] ?? '').time).toBe('2025-11-24T16:00:00.000Z');
});

test('a request that is sent again gives the same readings, unless its lines have no times', async () => {
  const stream = aStream();
  for (let time = 0; time < 2; time++) await post(good, stream);
  const [first, second] = stream.texts();
  expect(second).toBe(first);
  await post('vitals,device_id=monitor-01 heart-rate=72i', stream);
  expect(JSON.parse(stream.texts()[2] ?? '').time).toBe('2025-11-24T16:00:01.000Z');
});

test('of a batch that is partly bad the rest is taken, and the answer names the lines and their faults', async () => {
  const stream = aStream();
  const future = good.replace('1764000000', '1900000000');
  const answer = await post(`${good}\nvitals heart-rate=\n\n${future}\n${good}`, stream);
  const message =
    'partial write: line 2: has a value that is no number, boolean or text in quotes, at character 19; ' +
    'line 4: /time is over 900 s ahead of its arrival; dropped=2';
  expect([answer.status, answer.body]).toEqual([400, { code: 'invalid', message, error: message }]);
  expect(stream.texts().map((text) => openRefused(text)?.reason.code)).toEqual([
    ...[undefined, 'schema-violation', 'time-in-future', undefined],
  ]);
  expect(openRefused(stream.texts()[1] ?? '')?.text).toBe('# precision=ns\nvitals heart-rate=');
});

test('ten lines are spelled out, the others counted', async () => {
  const { body } = await post('x\n'.repeat(12));
  expect(body.message).toMatch(
    /^partial write: line 1: .*; line 10: has no field, at character 2; and 2 more; dropped=12$/,
  );
});

test('a line that became several readings counts once', async () => {
  const fields = Array.from({ length: 65 }, (_, index) => `f${index}=1`).join();
  const { body } = await post(`a,device_id=pump-7 ${fields}`, {
    claims: { tenant: 'ward-a', device_id: 'monitor-01' },
  });
  expect(body.message).toBe('partial write: line 1: /deviceId is not the device of its sender; dropped=1');
});

test.each([
  ['ProvisionedThroughputExceededException', 429, 'too many requests'],
  ['InternalFailure', 503, 'unavailable'],
])(
  'a record that the stream refuses with %s makes the whole request to be sent again, after %i',
  async (code, status, word) => {
    const answer = await post(`${good}\nx\n${good}`, aStream([2], code));
    expect([answer.status, answer.headers['retry-after'], answer.body.code]).toEqual([status, '1', word]);
    expect(answer.body.message).toContain('send them again');
  },
);

test.each([
  ['a body without a line', '\n# nothing\n', {}, 400, 'invalid'],
  ['a precision that is none', good, { precision: 'min' }, 400, 'invalid'],
  ['a token that may write no device', good, { claims: { tenant: 'ward-a' } }, 403, 'forbidden'],
  ['bytes that are not UTF-8', new Uint8Array([0xff]), {}, 400, 'invalid'],
  ['an encoding that nobody asked for', good, { headers: { 'content-encoding': 'br' } }, 415, 'invalid'],
  ['10,001 lines', `${good}\n`.repeat(10_001), {}, 413, 'request too large'],
])('%s is refused, and nothing of it taken', async (_, body, sent: Sent, status, code) => {
  const stream = aStream();
  const answer = await post(body, { take: stream.take, ...sent });
  expect([answer.status, answer.body]).toEqual([
    status,
    { code, message: expect.any(String), error: answer.body.message },
  ]);
  expect(stream.taken).toEqual([]);
});

test('an error of ours shows a fixed text and the id of the request', async () => {
  const take: Take = async () => {
    throw new Error('password=secret');
  };
  const message = 'The request failed; the fault is on our side. (request r-1)';
  expect(await post(good, { take })).toMatchObject({ status: 500, body: { code: 'internal error', message } });
});
