import { parseReading } from '@millrace/shared/contracts/parse-reading';
import type { Reading } from '@millrace/shared/contracts/reading';
import fc from 'fast-check';
import { logCandidates } from './log-candidates.ts';
import type { AnyValue } from './messages/common.ts';
import { ExportLogsServiceRequest, type LogRecord } from './messages/logs.ts';
import { anyMessage, toOtlpJson } from './testing/any-message.ts';
import { aLogsRequest, attributesOf } from './testing/requests.ts';
import { readJson } from './wire/read-json.ts';
import { readProtobuf } from './wire/read-protobuf.ts';
import { writeProtobuf } from './wire/write-protobuf.ts';

const gateway = { tenant: 'ward-a' };
const readingsOf = (request: ExportLogsServiceRequest): Reading[] =>
  logCandidates(request, gateway).map(({ text, reason }) => {
    const parsed = parseReading(text);
    if (reason || 'setAside' in parsed) throw new Error(JSON.stringify(reason ?? parsed));
    return parsed.ok.reading;
  });
const readings = (...records: Parameters<typeof aLogsRequest>[0]) => readingsOf(aLogsRequest(records));
const logs = (...records: LogRecord[]) => readings(...records).map(({ log }) => log);
const attributes = (record: LogRecord) => readings(record)[0]?.attributes;
const ids = (...records: LogRecord[]) => readings(...records).map(({ id }) => id);

test('a log record is a reading of its device, with the line and no measures', () => {
  expect(readings({ severityNumber: 13, attributes: attributesOf({ lead: 'II' }) })).toEqual([
    {
      deviceId: 'monitor-01',
      // Nanoseconds are cut off.
      time: 1_764_000_000_000,
      measures: {},
      log: { severity: 'WARN', body: 'lead off' },
      id: expect.stringMatching(/^[\w-]{22}$/),
      attributes: { lead: 'II' },
    },
  ]);
});

test('where nobody knows when it happened, the time is when it was observed', () => {
  expect(readings({ timeUnixNano: undefined, observedTimeUnixNano: '5000000000' })[0]?.time).toBe(5000);
});

test.each([
  [1, 'TRACE'],
  [4, 'TRACE'],
  [5, 'DEBUG'],
  [9, 'INFO'],
  [16, 'WARN'],
  [17, 'ERROR'],
  [24, 'FATAL'],
  [25, 'INFO'],
  [0, 'INFO'],
])('severity number %i is %s', (severityNumber, severity) => {
  expect(logs({ severityNumber })).toMatchObject([{ severity }]);
});

test('without a number the text may name the severity, and stays as it is beside it', () => {
  expect(readings({ severityText: 'error' })).toMatchObject([
    { log: { severity: 'ERROR' }, attributes: { severity_text: 'error' } },
  ]);
  expect(logs({ severityText: 'error', severityNumber: 9 })).toMatchObject([{ severity: 'INFO' }]);
  expect(logs({ severityText: 'notice' })).toMatchObject([{ severity: 'INFO' }]);
});

test('a structured body is its JSON text, and an event without a body its name', () => {
  const kvlistValue = { values: [{ key: 'bed', value: { intValue: '12' } }] };
  expect(logs({ body: { kvlistValue } }, { body: {}, eventName: 'bed.free' }).map((log) => log?.body)).toEqual([
    '{"bed":12}',
    'bed.free',
  ]);
});

test('a body that no line can hold is several, in order, and one of them answers for the record', () => {
  const candidates = logCandidates(aLogsRequest([{ body: { stringValue: 'x'.repeat(20_000) } }]), gateway);
  expect(candidates.map(({ items }) => items)).toEqual([1, 0, 0]);
  const lines = candidates.map(({ text }) => JSON.parse(text) as Reading);
  expect(lines.map(({ log }) => log?.body.slice(0, 7))).toEqual(['(1/3) x', '(2/3) x', '(3/3) x']);
  expect(new Set(lines.map(({ id }) => id)).size).toBe(3);
});

test('trace, span, event and scope stand among the attributes, under their names outside of OTLP', () => {
  const record = { traceId: 'ab'.repeat(16), spanId: 'cd'.repeat(8), eventName: 'bed.free' };
  const request = aLogsRequest([record]);
  const scopeLogs = (request.resourceLogs?.[0]?.scopeLogs ?? []).map((each) => ({ ...each, scope: { name: 'nurse' } }));
  expect(readingsOf({ resourceLogs: [{ ...request.resourceLogs?.[0], scopeLogs }] })[0]?.attributes).toEqual({
    trace_id: 'ab'.repeat(16),
    span_id: 'cd'.repeat(8),
    'otel.event.name': 'bed.free',
    'otel.scope.name': 'nurse',
  });
});

test.each([
  ['too short', 'ab'],
  ['zeros', '0'.repeat(32)],
])('a trace id that is %s is none', (_, traceId) => {
  expect(attributes({ traceId })).toBeUndefined();
});

test('attributes keep their types, and what is no scalar is its JSON text', () => {
  const values: Record<string, AnyValue> = {
    a: { boolValue: true },
    b: { intValue: '3' },
    c: { doubleValue: 0.5 },
    d: { doubleValue: Number.NaN },
    e: { arrayValue: { values: [{ intValue: '1' }] } },
    f: {},
  };
  expect(attributes({ attributes: Object.entries(values).map(([key, value]) => ({ key, value })) })).toEqual({
    ...{ a: true, b: 3, c: 0.5, d: 'NaN', e: '[1]', f: '' },
  });
});

test('an attribute that is too long ends in an ellipsis, and one that no reading can have is counted', () => {
  const record = { attributes: attributesOf({ stack: 'x'.repeat(257), '@at': 'y' }), droppedAttributesCount: 2 };
  expect(attributes(record)).toEqual({ stack: `${'x'.repeat(255)}…`, 'otel.dropped_attributes_count': 3 });
  expect(logCandidates(aLogsRequest([record]), gateway)[0]?.isWhole).toBe(false);
  expect(logCandidates(aLogsRequest([{ droppedAttributesCount: 2 }]), gateway)[0]?.isWhole).toBe(true);
});

test('a reading has 31 of more attributes, and the count of the others', () => {
  const texts = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`a${index}`, 'x']));
  const kept = attributes({ attributes: attributesOf(texts) }) ?? {};
  expect(Object.keys(kept).length).toBe(32);
  expect(kept['otel.dropped_attributes_count']).toBe(9);
});

test('a record sent again has the same id, and another record of the same millisecond another', () => {
  const record = { timeUnixNano: '1764000000000000001', attributes: attributesOf({ '@at': 'x' }) };
  expect(ids(record)).toEqual(ids(record));
  for (const other of [
    { timeUnixNano: '1764000000000000002' },
    { observedTimeUnixNano: '1' },
    { severityNumber: 17 },
    { body: { stringValue: 'lead on' } },
    { traceId: 'ab'.repeat(16) },
    // Nothing of it is in the reading.
    { attributes: attributesOf({ '@at': 'y' }) },
  ])
    expect(ids({ ...record, ...other })).not.toEqual(ids(record));
});

test('a line that was written twice in a moment is two readings, also when both are sent again', () => {
  const [first, second] = ids({}, {});
  expect(first).not.toBe(second);
  expect(ids({}, {})).toEqual([first, second]);
});

test('a record with an id of its own keeps it, however often it comes', () => {
  const record = { attributes: attributesOf({ 'log.record.uid': '01ARZ3NDEKTSV4RRFFQ69G5FAV' }) };
  expect(ids(record, record)).toEqual(['01ARZ3NDEKTSV4RRFFQ69G5FAV', '01ARZ3NDEKTSV4RRFFQ69G5FAV']);
});

test.each([
  ['the log record has no time', { timeUnixNano: undefined }],
  ['the log record has neither a body nor an event name', { body: undefined }],
  ['the log record has neither a body nor an event name', { body: { stringValue: '' } }],
])('%s: it is refused, and kept as a request of its own', (detail, record) => {
  const [candidate] = logCandidates(aLogsRequest([record, record]), gateway).filter(({ reason }) => reason);
  expect(candidate).toMatchObject({ items: 2, reason: { detail } });
  const again = readJson(ExportLogsServiceRequest, candidate?.text ?? '');
  expect(logCandidates(again, gateway)).toEqual([candidate]);
});

const plausible = {
  timeUnixNano: fc.constantFrom('1764000000000000000', '0'),
  body: fc.oneof(
    fc.constant({ stringValue: 'x'.repeat(9000) }),
    fc.string().map((stringValue) => ({ stringValue })),
  ),
  attributes: fc.array(
    fc.record({
      key: fc.oneof(fc.constantFrom('device.id', 'log.record.uid', 'a'), fc.string({ unit: 'binary' })),
      value: fc.oneof(
        fc.constant({ stringValue: 'monitor-01' }),
        fc.string({ maxLength: 300 }).map((stringValue) => ({ stringValue })),
      ),
    }),
    { maxLength: 40 },
  ),
};
const anyRequest = anyMessage(ExportLogsServiceRequest, plausible);

test('whatever is sent, every record is in readings that fit the contract, or refused', () => {
  fc.assert(
    fc.property(anyRequest, (request) => {
      const candidates = logCandidates(request, gateway);
      const records = request.resourceLogs?.flatMap(({ scopeLogs = [] }) =>
        scopeLogs.flatMap(({ logRecords = [] }) => logRecords),
      );
      expect(candidates.reduce((all, { items }) => all + items, 0)).toBe(records?.length ?? 0);
      for (const { text, reason } of candidates) if (!reason) expect(parseReading(text)).toHaveProperty('ok');
    }),
  );
});

test('both encodings of a request give the same readings', () => {
  fc.assert(
    fc.property(anyRequest, (request) => {
      const read = readJson(ExportLogsServiceRequest, toOtlpJson(request));
      const same = readProtobuf(ExportLogsServiceRequest, writeProtobuf(ExportLogsServiceRequest, request));
      expect(logCandidates(read, gateway)).toEqual(logCandidates(same, gateway));
    }),
  );
});
