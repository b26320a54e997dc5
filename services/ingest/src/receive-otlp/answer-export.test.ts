import { gzipSync } from 'node:zlib';
import { openRefused } from '@millrace/shared/contracts/refused-record';
import { httpRoute } from '@millrace/shared/runtime/http';
import type { APIGatewayProxyEventV2WithJWTAuthorizer } from 'aws-lambda';
import { ExportLogsServiceResponse } from '../otlp/messages/logs.ts';
import { ExportMetricsServiceRequest, ExportMetricsServiceResponse } from '../otlp/messages/metrics.ts';
import { BadRequest, Status } from '../otlp/messages/status.ts';
import { toOtlpJson } from '../otlp/testing/any-message.ts';
import { aGauge, aLogsRequest, aMetricsRequest, attributesOf } from '../otlp/testing/requests.ts';
import type { Message } from '../otlp/wire/message.ts';
import { readProtobuf } from '../otlp/wire/read-protobuf.ts';
import { writeProtobuf } from '../otlp/wire/write-protobuf.ts';
import type { Take } from '../take/take.ts';
import { aStream } from '../take/testing/a-stream.ts';
import { answerExport, explainExport } from './answer-export.ts';
import { logs, metrics } from './signals.ts';

const inJson = { 'content-type': 'Application/JSON; charset=utf-8' };
const inProtobuf = { 'content-type': 'application/x-protobuf' };
const gateway = { tenant: 'ward-a', scope: 'readings:write-tenant' };

type Sent = { take?: Take; signal?: 'metrics' | 'logs'; headers?: Record<string, string>; claims?: object };
const post = async (
  body: string | Uint8Array,
  { take = aStream().take, signal = 'metrics', headers = inJson, claims = gateway }: Sent = {},
) => {
  const answer = answerExport({ take });
  const route = httpRoute(signal === 'metrics' ? answer(metrics) : answer(logs), explainExport);
  const event = {
    ...{ headers, body: Buffer.from(body).toString('base64'), isBase64Encoded: true },
    requestContext: { requestId: 'r-1', authorizer: { jwt: { claims } } },
  };
  const answered = await route(event as unknown as APIGatewayProxyEventV2WithJWTAuthorizer);
  return {
    status: answered.statusCode,
    headers: answered.headers ?? {},
    json: () => JSON.parse(answered.body ?? ''),
    read: <T>(message: Message<T>) => {
      expect(answered.isBase64Encoded).toBe(true);
      return readProtobuf(message, Buffer.from(answered.body ?? '', 'base64'));
    },
  };
};
const bytesOf = (request: ExportMetricsServiceRequest) => writeProtobuf(ExportMetricsServiceRequest, request);

const request = aMetricsRequest([aGauge([{}, {}])]);
const halfBad = aMetricsRequest([
  aGauge([{}, { asDouble: Number.NaN }, { asDouble: Number.NaN }, { timeUnixNano: '0' }]),
]);

test('what is taken is in the stream as readings, and the answer is an empty response in the encoding of the request', async () => {
  const json = aStream();
  const inOne = await post(toOtlpJson(request), { take: json.take });
  expect([inOne.status, inOne.headers['content-type'], inOne.json()]).toEqual([200, 'application/json', {}]);

  const protobuf = aStream();
  const inOther = await post(bytesOf(request), { take: protobuf.take, headers: inProtobuf });
  expect([inOther.status, inOther.headers['content-type']]).toEqual([200, 'application/x-protobuf']);
  expect(inOther.read(ExportMetricsServiceResponse)).toEqual({});

  expect(json.texts()).toEqual(protobuf.texts());
  expect(json.taken.map(({ partitionKey }) => partitionKey)).toEqual(['monitor-01', 'monitor-01']);
  expect(JSON.parse(json.texts()[0] ?? '')).toMatchObject({ tenant: 'ward-a', measures: { 'heart.rate': 72 } });
});

test('a body may be gzipped', async () => {
  const stream = aStream();
  const headers = { ...inProtobuf, 'content-encoding': 'gzip' };
  expect((await post(gzipSync(bytesOf(request)), { take: stream.take, headers })).status).toBe(200);
  expect(stream.taken.length).toBe(2);
});

test.each([
  ['JSON', '{}', inJson],
  ['protobuf', '', inProtobuf],
])('a request without telemetry succeeds in %s', async (_, body, headers) => {
  expect((await post(body, { headers })).status).toBe(200);
});

test('what is bad is kept, and told by number and reason as partial success', async () => {
  const stream = aStream();
  const answer = await post(toOtlpJson(halfBad), { take: stream.take });
  const errorMessage =
    '3 set aside: the data point has a value that is not finite (2); the data point has no time (1).';
  expect([answer.status, answer.json()]).toEqual([200, { partialSuccess: { rejectedDataPoints: '3', errorMessage } }]);
  expect(stream.texts().map((text) => openRefused(text)?.reason.detail)).toEqual([
    undefined,
    'the data point has a value that is not finite',
    'the data point has no time',
  ]);
  const same = await post(bytesOf(halfBad), { headers: inProtobuf });
  expect(same.read(ExportMetricsServiceResponse)).toEqual(answer.json());
});

test('log records are answered as log records', async () => {
  const body = toOtlpJson(aLogsRequest([{}, { body: undefined }]));
  expect((await post(body, { signal: 'logs' })).json()).toMatchObject({ partialSuccess: { rejectedLogRecords: '1' } });
  expect((await post('', { signal: 'logs', headers: inProtobuf })).read(ExportLogsServiceResponse)).toEqual({});
});

test('that attributes were left out is told without rejecting anything', async () => {
  const body = toOtlpJson(aLogsRequest([{ attributes: attributesOf({ '@at': 'x' }) }, {}]));
  expect((await post(body, { signal: 'logs' })).json()).toEqual({
    partialSuccess: {
      rejectedLogRecords: '0',
      errorMessage: '1 taken with attributes cut or left out that no reading can hold.',
    },
  });
});

test("a reading of another device than the token's is set aside, with every point in it", async () => {
  const both = aMetricsRequest([aGauge([{}]), aGauge([{}], { name: 'other' })]);
  const answer = await post(toOtlpJson(both), { claims: { tenant: 'ward-a', device_id: 'pump-7' } });
  expect(answer.json()).toMatchObject({
    partialSuccess: { rejectedDataPoints: '2', errorMessage: '2 set aside: is not the device of its sender (2).' },
  });
});

test.each([
  ['ProvisionedThroughputExceededException', 429],
  ['InternalFailure', 503],
])(
  'a record that the stream refuses with %s makes the whole request to be sent again, after %i',
  async (code, status) => {
    for (const headers of [inJson, inProtobuf]) {
      const body = headers === inJson ? toOtlpJson(halfBad) : bytesOf(halfBad);
      const answer = await post(body, { take: aStream([1], code).take, headers });
      expect([answer.status, answer.headers['retry-after']]).toEqual([status, '1']);
      const { message } = headers === inJson ? answer.json() : answer.read(Status);
      expect(message).toContain('send them again');
    }
  },
);

test('a body that cannot be read is 400, with a Status that names the field', async () => {
  const description = 'resourceMetrics: is not an array';
  const violation = { fieldViolations: [{ field: 'resourceMetrics', description }] };
  const answer = await post('{"resourceMetrics":1}');
  expect([answer.status, answer.headers['content-type'], answer.json()]).toEqual([
    ...[400, 'application/json'],
    { message: description, details: [{ '@type': 'type.googleapis.com/google.rpc.BadRequest', ...violation }] },
  ]);
});

test('the same in protobuf', async () => {
  const answer = await post(Buffer.from([0x0a, 0x05]), { headers: inProtobuf });
  expect([answer.status, answer.headers['content-type']]).toEqual([400, 'application/x-protobuf']);
  const { details = [] } = answer.read(Status);
  expect(details[0]?.typeUrl).toBe('type.googleapis.com/google.rpc.BadRequest');
  expect(readProtobuf(BadRequest, Buffer.from(details[0]?.value ?? '', 'base64'))).toEqual({
    fieldViolations: [{ field: 'resourceMetrics.0', description: 'resourceMetrics.0: premature EOF' }],
  });
});

test.each([
  ['another content type', { headers: { 'content-type': 'text/plain' } }, 415],
  ['no content type', { headers: {} }, 415],
  ['an encoding that nobody asked for', { headers: { ...inJson, 'content-encoding': 'br' } }, 415],
  ['a token that may write no device', { claims: { tenant: 'ward-a' } }, 403],
])('%s is refused with a Status', async (_, sent: Sent, status) => {
  const answer = await post('{}', sent);
  expect([answer.status, answer.headers['content-type']]).toEqual([status, 'application/json']);
  expect(answer.json()).toEqual({ message: expect.any(String) });
});

test('an error of ours shows a fixed text and the id of the request', async () => {
  const take: Take = async () => {
    throw new Error('password=secret');
  };
  const answer = await post('{}', { take });
  expect([answer.status, answer.json()]).toEqual([
    500,
    { message: 'The request failed; the fault is on our side. (request r-1)' },
  ]);
});

test('a service that is busy behind us is 503, to be sent again', async () => {
  const take: Take = async () => {
    throw Object.assign(new Error('from the SDK'), { $fault: 'server' });
  };
  const answer = await post('', { take, headers: inProtobuf });
  expect([answer.status, answer.headers['retry-after'], answer.headers['content-type']]).toEqual([
    ...[503, '1', 'application/x-protobuf'],
  ]);
});
