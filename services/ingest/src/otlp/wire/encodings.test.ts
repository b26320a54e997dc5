import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import { Problem } from '@millrace/shared/runtime/http';
import fc from 'fast-check';
import { ExportLogsServiceRequest } from '../messages/logs.ts';
import { ExportMetricsServiceRequest } from '../messages/metrics.ts';
import { anyMessage, toOtlpJson } from '../testing/any-message.ts';
import type { Message } from './message.ts';
import { readJson } from './read-json.ts';
import { readProtobuf } from './read-protobuf.ts';
import { writeProtobuf } from './write-protobuf.ts';

const requests: [string, Message<object>][] = [
  ['metrics', ExportMetricsServiceRequest],
  ['logs', ExportLogsServiceRequest],
];

/** Written by the official Python library (opentelemetry-proto 1.45) with a value of its own in each field. */
const official: Record<string, { protobuf: string; json: object }> = JSON.parse(
  readFileSync(join(import.meta.dirname, '../testing/official-requests.json'), 'utf8'),
);

test.each(requests)('every field that the official library writes in %s reads under its name', (name, message) => {
  const { protobuf = '', json } = official[name] ?? {};
  const read = readProtobuf(message, Buffer.from(protobuf, 'base64'));
  expect(read).toEqual(json);
  expect(readJson(message, JSON.stringify(json))).toEqual(json);
});

test.each(requests)('%s read alike from both encodings', (_, message) => {
  fc.assert(
    fc.property(anyMessage(message), (value) => {
      expect(readJson(message, toOtlpJson(value))).toEqual(readProtobuf(message, writeProtobuf(message, value)));
    }),
  );
});

/** A metric that other bytes or members can be written into. */
const metric = (write: (writer: BinaryWriter) => unknown): Uint8Array => {
  const writer = new BinaryWriter();
  for (const number of [1, 2, 2]) writer.tag(number, WireType.LengthDelimited).fork();
  write(writer);
  for (let depth = 0; depth < 3; depth++) writer.join();
  return writer.finish();
};
const readMetric = (write: (writer: BinaryWriter) => unknown): unknown =>
  readProtobuf(ExportMetricsServiceRequest, metric(write)).resourceMetrics?.[0]?.scopeMetrics?.[0]?.metrics?.[0];
const readJsonMetric = (value: unknown): unknown =>
  readJson(ExportMetricsServiceRequest, JSON.stringify({ resourceMetrics: [{ scopeMetrics: [{ metrics: [value] }] }] }))
    .resourceMetrics?.[0]?.scopeMetrics?.[0]?.metrics?.[0];

test('fields that nobody knows are passed over, groups and wire types of another kind included', () => {
  const read = readMetric((writer) => {
    writer.tag(99, WireType.Varint).uint64(7).tag(98, WireType.Bit64).double(1).tag(97, WireType.Bit32).float(1);
    writer.tag(96, WireType.LengthDelimited).string('x');
    writer.tag(95, WireType.StartGroup).tag(1, WireType.Varint).uint32(1).tag(95, WireType.EndGroup);
    writer.tag(3, WireType.Varint).uint32(1);
    writer.tag(1, WireType.LengthDelimited).string('a');
  });
  expect(read).toEqual({ name: 'a' });
  expect(readJsonMetric({ name: 'a', nobody: { knows: [1] }, NAME: 'b' })).toEqual({ name: 'a' });
});

test('a list of numbers may come packed, one by one, or both', () => {
  const read = readMetric((writer) => {
    writer.tag(9, WireType.LengthDelimited).fork().tag(1, WireType.LengthDelimited).fork();
    writer.tag(6, WireType.Bit64).fixed64(1).tag(6, WireType.LengthDelimited).fork().fixed64(2).fixed64(3).join();
    writer.join().join();
  });
  expect(read).toEqual({ histogram: { dataPoints: [{ bucketCounts: ['1', '2', '3'] }] } });
});

test('a default is absent, unless a field says by being there that it is a value', () => {
  const json = { name: '', gauge: { dataPoints: [{ asInt: 0, flags: 0, timeUnixNano: '0' }] } };
  expect(readJsonMetric(json)).toEqual({ gauge: { dataPoints: [{ asInt: '0' }] } });
  const read = readMetric((writer) => {
    writer.tag(1, WireType.LengthDelimited).string('a').tag(1, WireType.LengthDelimited).string('');
    writer.tag(5, WireType.LengthDelimited).fork().tag(1, WireType.LengthDelimited).fork();
    writer.tag(6, WireType.Bit64).sfixed64(0).tag(8, WireType.Varint).uint32(0).join().join();
  });
  expect(read).toEqual({ gauge: { dataPoints: [{ asInt: '0' }] } });
});

test('of a field that is sent twice the last stands, and messages are merged', () => {
  const read = readMetric((writer) => {
    writer.tag(1, WireType.LengthDelimited).string('a').tag(1, WireType.LengthDelimited).string('b');
    for (const write of [
      () => writer.tag(2, WireType.Varint).int32(1),
      () => writer.tag(3, WireType.Varint).bool(true),
    ]) {
      writer.tag(7, WireType.LengthDelimited).fork();
      write();
      writer.join();
    }
  });
  expect(read).toEqual({ name: 'b', sum: { aggregationTemporality: 1, isMonotonic: true } });
});

test('numbers may be texts, and what JSON has no number for is a name', () => {
  const point = { asDouble: 'NaN', timeUnixNano: 1_764_000_000_000_000_000, flags: '1', startTimeUnixNano: '007' };
  expect(readJsonMetric({ gauge: { dataPoints: [point, { asDouble: '-1.5e3' }, { asDouble: '-Infinity' }] } })).toEqual(
    {
      gauge: {
        dataPoints: [
          { asDouble: Number.NaN, timeUnixNano: '1764000000000000000', flags: 1, startTimeUnixNano: '7' },
          { asDouble: -1500 },
          { asDouble: Number.NEGATIVE_INFINITY },
        ],
      },
    },
  );
});

const logRecord = (record: object) => JSON.stringify({ resourceLogs: [{ scopeLogs: [{ logRecords: [record] }] }] });

test('ids are hexadecimal in either case, and bytes base64 in either alphabet', () => {
  const attributes = [{ key: 'a', value: { bytesValue: '-_8' } }];
  const read = readJson(ExportLogsServiceRequest, logRecord({ traceId: 'ABcd', attributes }));
  expect(read.resourceLogs?.[0]?.scopeLogs?.[0]?.logRecords).toEqual([
    { traceId: 'abcd', attributes: [{ key: 'a', value: { bytesValue: '+/8=' } }] },
  ]);
});

const inLog = 'resourceLogs.0.scopeLogs.0.logRecords.0';
test.each([
  ['no JSON', '{', ''],
  ['an empty body', '', ''],
  ['an array', '[]', ''],
  ['a text where a list belongs', '{"resourceLogs":"x"}', 'resourceLogs'],
  ['null in a list', '{"resourceLogs":[null]}', 'resourceLogs.0'],
  ['a number where a text belongs', logRecord({ severityText: 1 }), `${inLog}.severityText`],
  ['the name of an enum value', logRecord({ severityNumber: 'SEVERITY_NUMBER_INFO' }), `${inLog}.severityNumber`],
  ['an integer above 64 bits', logRecord({ timeUnixNano: '18446744073709551616' }), `${inLog}.timeUnixNano`],
  ['a negative count', logRecord({ droppedAttributesCount: -1 }), `${inLog}.droppedAttributesCount`],
  ['a fraction of an integer', logRecord({ body: { intValue: 1.5 } }), `${inLog}.body.intValue`],
  ['half a byte of an id', logRecord({ traceId: 'abc' }), `${inLog}.traceId`],
  ['bytes that are no base64', logRecord({ body: { bytesValue: '%' } }), `${inLog}.body.bytesValue`],
  ['a number as a double that is none', logRecord({ body: { doubleValue: 'one' } }), `${inLog}.body.doubleValue`],
  ['two values in one', logRecord({ body: { stringValue: 'a', intValue: '1' } }), `${inLog}.body.intValue`],
])('%s is refused, and the answer names the field', (_, text, field) => {
  const read = () => readJson(ExportLogsServiceRequest, text);
  expect(read).toThrow(expect.objectContaining({ status: 400, type: 'otlp-malformed', extra: { field } }));
});

const inMetric = 'resourceMetrics.0.scopeMetrics.0.metrics.0';
test.each([
  [
    'a text that is not UTF-8',
    (to: BinaryWriter) => to.tag(1, WireType.LengthDelimited).bytes(Buffer.from([0xff])),
    'name',
  ],
  [
    'a text longer than its message',
    (to: BinaryWriter) => to.tag(1, WireType.LengthDelimited).uint32(9).raw(Buffer.from('a')),
    'name',
  ],
  [
    'two kinds of data',
    (to: BinaryWriter) => to.tag(5, WireType.LengthDelimited).uint32(0).tag(7, WireType.LengthDelimited).uint32(0),
    'sum',
  ],
])('%s is refused, and the answer names the field', (_, write, field) => {
  expect(() => readMetric(write)).toThrow(
    expect.objectContaining({ status: 400, type: 'otlp-malformed', extra: { field: `${inMetric}.${field}` } }),
  );
});

test('a field that reads on past the end of its message is refused', () => {
  // A resource of one byte, the tag of a text whose length and letter stand behind it.
  const bytes = Buffer.from([0x0a, 0x01, 0x1a, 0x01, 0x61]);
  expect(() => readProtobuf(ExportMetricsServiceRequest, bytes)).toThrow(expect.objectContaining({ status: 400 }));
});

test('a refusal shows nothing of what was sent', () => {
  const read = () => readJson(ExportLogsServiceRequest, '{"password": hunter2}');
  expect(read).toThrow(expect.not.objectContaining({ message: expect.stringContaining('hunter2') }));
});

/** Reads, or refuses as a reader may. */
const outcome = (message: Message<object>, bytes: Uint8Array): number => {
  try {
    readProtobuf(message, bytes);
    return 200;
  } catch (error) {
    if (error instanceof Problem) return error.status;
    throw error;
  }
};

test.each(requests)('whatever bytes come as %s are read or refused with 400', (_, message) => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
      expect([200, 400]).toContain(outcome(message, bytes));
    }),
    { numRuns: 1000 },
  );
});

test.each(requests)('%s that are cut or altered on the way are read or refused with 400', (name, message) => {
  const whole = Buffer.from(official[name]?.protobuf ?? '', 'base64');
  const refused = Array.from(whole, (_, end) => outcome(message, whole.subarray(0, end))).filter(
    (status) => status === 400,
  );
  // What ends between two resources is a smaller request; here there is only one.
  expect(refused.length).toBe(whole.length - 1);
  fc.assert(
    fc.property(fc.nat(whole.length - 1), fc.nat(255), (at, byte) => {
      const altered = Buffer.from(whole);
      altered[at] = byte;
      expect([200, 400]).toContain(outcome(message, altered));
    }),
    { numRuns: 1000 },
  );
});

test.each(requests)('whatever JSON comes as %s is read or refused with 400', (_, message) => {
  fc.assert(
    fc.property(fc.oneof(fc.json(), fc.string()), (text) => {
      try {
        readJson(message, text);
      } catch (error) {
        expect(error).toMatchObject({ status: 400 });
      }
    }),
  );
});

const nested = (levels: number) => {
  let body: object = { stringValue: 'x' };
  for (let level = 0; level < levels; level++) body = { arrayValue: { values: [body] } };
  return { resourceLogs: [{ scopeLogs: [{ logRecords: [{ body }] }] }] };
};

test('a value may nest until a hundred messages stand in each other, in both encodings', () => {
  // Four messages lead to the body, and each level is two.
  for (const [levels, fits] of [
    [47, true],
    [48, false],
  ] as const) {
    const readers = [
      () => readJson(ExportLogsServiceRequest, JSON.stringify(nested(levels))),
      () => readProtobuf(ExportLogsServiceRequest, writeProtobuf(ExportLogsServiceRequest, nested(levels))),
    ];
    for (const read of readers)
      if (fits) expect(read()).toEqual(nested(levels));
      else expect(read).toThrow(expect.objectContaining({ status: 400, message: expect.stringContaining('nests') }));
  }
});

test('a crowd of objects and arrays that nobody knows is refused before it is made', () => {
  // They open nothing in a text, but count; one opens around it.
  const crowd = (openings: string) => () => readJson(ExportLogsServiceRequest, `{"x":"${openings}"}`);
  const most = `${'{['.repeat(999_999)}{`;
  expect(crowd(most)()).toEqual({});
  expect(crowd(`${most}[`)).toThrow(expect.objectContaining({ status: 413, type: 'too-many-elements' }));
});

test('a nest too deep for any stack is refused, too', () => {
  const text = `{"resourceLogs":${'['.repeat(200_000)}${']'.repeat(200_000)}}`;
  expect(() => readJson(ExportLogsServiceRequest, text)).toThrow(expect.objectContaining({ status: 400 }));
});

test('a request may hold half a million messages and list values', () => {
  // Four messages lead to the list.
  const withKeys = (count: number) => ({
    resourceLogs: [{ resource: { entityRefs: [{ idKeys: Array<string>(count).fill('') }] } }],
  });
  const readers = [
    (count: number) => readJson(ExportLogsServiceRequest, JSON.stringify(withKeys(count))),
    (count: number) => readProtobuf(ExportLogsServiceRequest, writeProtobuf(ExportLogsServiceRequest, withKeys(count))),
  ];
  for (const read of readers) {
    expect(read(499_996).resourceLogs?.[0]?.resource?.entityRefs?.[0]?.idKeys?.length).toBe(499_996);
    expect(() => read(499_997)).toThrow(expect.objectContaining({ status: 413, type: 'too-many-elements' }));
  }
  const resources = Buffer.alloc(2 * 500_000, Buffer.from([0x0a, 0x00]));
  expect(() => readProtobuf(ExportLogsServiceRequest, resources)).toThrow(expect.objectContaining({ status: 413 }));
});
