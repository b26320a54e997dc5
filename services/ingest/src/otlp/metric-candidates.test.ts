import { parseReading } from '@millrace/shared/contracts/parse-reading';
import type { Reading } from '@millrace/shared/contracts/reading';
import fc from 'fast-check';
import { AnyValue } from './messages/common.ts';
import { ExportMetricsServiceRequest, type Metric } from './messages/metrics.ts';
import { metricCandidates } from './metric-candidates.ts';
import { anyMessage, toOtlpJson } from './testing/any-message.ts';
import { aGauge, aMetricsRequest, attributesOf } from './testing/requests.ts';
import { readJson } from './wire/read-json.ts';
import { readProtobuf } from './wire/read-protobuf.ts';
import { writeProtobuf } from './wire/write-protobuf.ts';

const gateway = { tenant: 'ward-a' };
const readingsOf = (request: ExportMetricsServiceRequest): Reading[] =>
  metricCandidates(request, gateway).map(({ text, reason }) => {
    const parsed = parseReading(text);
    if (reason || 'setAside' in parsed) throw new Error(JSON.stringify(reason ?? parsed));
    return parsed.ok.reading;
  });
const readings = (...metrics: Metric[]) => readingsOf(aMetricsRequest(metrics));
const refused = (...metrics: Metric[]) =>
  metricCandidates(aMetricsRequest(metrics), gateway).map(({ reason, items }) => [items, reason?.detail]);
const time = 1_764_000_000_000;
const timeUnixNano = `${time}999999`;

test('points of one instant are one reading of the device, with the units that the metrics have', () => {
  expect(
    readings(
      aGauge([{ asInt: '72' }], { name: 'heart.rate', unit: '{beat}/min' }),
      aGauge([{ asDouble: 36.6 }], { name: 'temperature', unit: 'Cel' }),
      aGauge([{ asDouble: 0.5 }], { name: 'lead' }),
    ),
  ).toEqual([
    {
      deviceId: 'monitor-01',
      // Nanoseconds are cut off.
      time,
      measures: { 'heart.rate': 72, temperature: 36.6, lead: 0.5 },
      units: { 'heart.rate': '/min', temperature: 'Cel' },
    },
  ]);
});

test('points of two milliseconds are two readings', () => {
  const later = `${time + 1}000000`;
  expect(readings(aGauge([{}, { timeUnixNano: later }])).map((reading) => reading.time)).toEqual([time, time + 1]);
});

test('two points of a series in one millisecond are two readings, and neither is lost', () => {
  const points = [{ asInt: '1' }, { asInt: '2', timeUnixNano: `${time}000000` }];
  expect(readings(aGauge(points)).map(({ measures }) => measures)).toEqual([{ 'heart.rate': 1 }, { 'heart.rate': 2 }]);
});

test('a series is told apart by its attributes, and the reading spells them out', () => {
  const attributes = [
    { key: 'state', value: { stringValue: 'used' } },
    { key: 'slot', value: { intValue: '3' } },
  ];
  expect(readings(aGauge([{ attributes }], { name: 'memory' }))).toEqual([
    {
      deviceId: 'monitor-01',
      time,
      measures: { 'memory.3.used-43f7a6d2': 72 },
      attributes: { 'memory.3.used-43f7a6d2': 'memory{"slot":3,"state":"used"}' },
    },
  ]);
});

test('a histogram is its count, sum, least and greatest value; what it does not say is absent', () => {
  const histogram = { aggregationTemporality: 2, dataPoints: [{ timeUnixNano, count: '3', sum: 1.5, min: 0, max: 1 }] };
  const exponentialHistogram = { aggregationTemporality: 2, dataPoints: [{ timeUnixNano, scale: 2 }] };
  expect(
    readings({ name: 'latency', unit: 's', histogram }, { name: 'size', unit: 'By', exponentialHistogram }),
  ).toMatchObject([
    {
      measures: { 'latency.count': 3, 'latency.sum': 1.5, 'latency.min': 0, 'latency.max': 1, 'size.count': 0 },
      units: { 'latency.count': '1', 'latency.sum': 's', 'latency.min': 's', 'latency.max': 's', 'size.count': '1' },
    },
  ]);
});

test('a summary is its count, sum and quantiles', () => {
  const quantileValues = [{ value: 1 }, { quantile: 0.99, value: 8 }, { quantile: 1, value: 9 }];
  expect(
    readings({ name: 'rpc', summary: { dataPoints: [{ timeUnixNano, count: '2', quantileValues }] } }),
  ).toMatchObject([{ measures: { 'rpc.count': 2, 'rpc.sum': 0, 'rpc.q0': 1, 'rpc.q0.99': 8, 'rpc.q1': 9 } }]);
});

test('deltas are readings of their own, and say so; cumulative sums stand beside gauges', () => {
  const sum = (aggregationTemporality: number) => ({
    aggregationTemporality,
    dataPoints: [{ timeUnixNano, asInt: '1' }],
  });
  const all = readings({ name: 'a', sum: sum(1) }, { name: 'b', sum: sum(2) }, aGauge([{}], { name: 'c' }));
  expect(all.map(({ measures, attributes }) => [Object.keys(measures), attributes])).toEqual([
    [['a'], { 'aggregation.temporality': 'delta' }],
    [['b', 'c'], undefined],
  ]);
});

test('an integer keeps all its digits in the text that travels', () => {
  const request = aMetricsRequest([aGauge([{ asInt: '9007199254740993' }])]);
  expect(metricCandidates(request, gateway)[0]?.text).toContain('"measures":{"heart.rate":9007199254740993}');
});

test('a reading says which service and which scope sent it', () => {
  const attributes = attributesOf({
    'device.id': 'a',
    'service.namespace': 'icu',
    'service.name': 'pump',
    'service.instance.id': 'i',
    'os.type': 'linux',
  });
  const scopeMetrics = [{ scope: { name: 'x'.repeat(300), version: '1' }, metrics: [aGauge()] }];
  expect(readingsOf({ resourceMetrics: [{ resource: { attributes }, scopeMetrics }] })[0]?.attributes).toEqual({
    'service.namespace': 'icu',
    'service.name': 'pump',
    'service.instance.id': 'i',
    // What is cut ends in an ellipsis.
    'otel.scope.name': `${'x'.repeat(255)}…`,
    'otel.scope.version': '1',
  });
});

test('a reading holds 64 measures and 32 attributes, and the rest goes into another one', () => {
  const gauges = (count: number, point = {}) =>
    Array.from({ length: count }, (_, index) => aGauge([point], { name: `m${index}` }));
  const counts = (all: Reading[]) => all.map(({ measures }) => Object.keys(measures).length);
  expect(counts(readings(...gauges(130)))).toEqual([64, 64, 2]);
  expect(counts(readings(...gauges(33, { attributes: attributesOf({ a: 'b' }) })))).toEqual([32, 1]);
});

test('a point that says that nothing was recorded is passed over', () => {
  expect(metricCandidates(aMetricsRequest([aGauge([{ flags: 1 }, { flags: 3 }])]), gateway)).toEqual([]);
});

const sum = { dataPoints: [{ timeUnixNano, asInt: '1' }] };
const quantiles = (...values: number[]) => ({
  dataPoints: [{ timeUnixNano, quantileValues: values.map((quantile) => ({ quantile, value: 1 })) }],
});
test.each<[string, Metric]>([
  ['the data point has no time', { name: 'a', gauge: { dataPoints: [{ asInt: '1' }] } }],
  ['the data point has no value', { name: 'a', gauge: { dataPoints: [{ timeUnixNano }] } }],
  ['the data point has a value that is not finite', aGauge([{ asDouble: Number.NaN }])],
  ['the data point has no aggregation temporality', { name: 'a', sum }],
  ['the data point has no aggregation temporality', { name: 'a', sum: { ...sum, aggregationTemporality: 3 } }],
  ['the data point has a quantile outside of 0 to 1', { name: 'a', summary: quantiles(1.1) }],
  ['the data point has a quantile outside of 0 to 1', { name: 'a', summary: quantiles(Number.NaN) }],
  ['the data point names a quantile twice', { name: 'a', summary: quantiles(0.5, 0.5) }],
  [
    'the data point has over 64 values',
    { name: 'a', summary: quantiles(...Array.from({ length: 63 }, (_, n) => n / 63)) },
  ],
  ['the metric has no name', aGauge([{}], { name: '' })],
  ['the unit has over 32 characters', aGauge([{}], { unit: 'x'.repeat(33) })],
])('%s: it is refused', (detail, metric) => {
  expect(refused(metric)).toEqual([[1, detail]]);
});

test('what is refused is kept as a request of its own, with all that is needed to send it again', () => {
  const [good, bad] = [{ asDouble: 1 }, { asDouble: Number.NEGATIVE_INFINITY }];
  const metric = aGauge([good, bad, good, bad], { unit: 'Cel', description: 'd' });
  const [, kept] = metricCandidates(aMetricsRequest([metric, aGauge([{}], { name: 'b' })]), gateway).filter(
    ({ reason }) => reason,
  );
  expect(kept).toBeUndefined();
  const candidate = metricCandidates(aMetricsRequest([metric]), gateway).find(({ reason }) => reason);
  expect(candidate?.items).toBe(2);
  expect(readJson(ExportMetricsServiceRequest, candidate?.text ?? '')).toEqual(
    aMetricsRequest([aGauge([bad, bad], { unit: 'Cel', description: 'd' })]),
  );
});

test('what is refused is kept in parts that raw-readings can hold', () => {
  const attributes = attributesOf({ note: 'x'.repeat(1000) });
  const points = Array.from({ length: 300 }, () => ({ asDouble: Number.NaN, attributes }));
  const kept = metricCandidates(aMetricsRequest([aGauge(points)]), gateway);
  expect(kept.map(({ items }) => items).reduce((all, items) => all + items)).toBe(300);
  expect(Math.max(...kept.map(({ text }) => text.length))).toBeLessThan(200_000);
});

test('a request cannot make more to keep than a body may hold by naming one great resource for many bad points', () => {
  const resource = attributesOf({ 'device.id': 'a', note: 'x'.repeat(200_000) });
  const metrics = Array.from({ length: 200 }, () => aGauge([{ asDouble: Number.NaN }]));
  expect(() => metricCandidates(aMetricsRequest(metrics, resource), gateway)).toThrow(
    expect.objectContaining({ status: 413, type: 'too-much-refused' }),
  );
});

test('a request that would be more readings than one may hold is refused before they are made', () => {
  const points = Array.from({ length: 10_001 }, () => ({}));
  expect(() => metricCandidates(aMetricsRequest([aGauge(points)]), gateway)).toThrow(
    expect.objectContaining({ status: 413, type: 'too-many-readings' }),
  );
});

test('a resource without a device is refused with all its points, and the others are taken', () => {
  const [nameless, named] = [aMetricsRequest([aGauge([{}, {}])], []), aMetricsRequest([aGauge()])];
  const resourceMetrics = [...(nameless.resourceMetrics ?? []), ...(named.resourceMetrics ?? [])];
  expect(metricCandidates({ resourceMetrics }, gateway).map(({ reason, items }) => [reason?.code, items])).toEqual([
    ['schema-violation', 2],
    [undefined, 1],
  ]);
});

const plausible = {
  timeUnixNano: fc.oneof(
    { weight: 9, arbitrary: fc.constantFrom(timeUnixNano, `${time + 1}000000`) },
    { weight: 1, arbitrary: fc.constant('0') },
  ),
  aggregationTemporality: fc.nat(3),
  flags: fc.constantFrom(0, 0, 0, 1),
  name: fc.oneof(fc.constantFrom('a', 'a.b', 'constructor', 'x/y'), fc.string({ unit: 'binary' })),
  quantile: fc.double({ min: 0, max: 1, noNaN: true }).map((value) => value || 0),
  attributes: fc.array(
    fc.record({
      key: fc.oneof(fc.constantFrom('device.id', 'host.id', 'a', 'b'), fc.string({ unit: 'binary' })),
      value: fc.oneof(fc.constantFrom<AnyValue>({ stringValue: 'monitor-01' }), anyMessage(AnyValue, {}, 4)),
    }),
    { maxLength: 4 },
  ),
};
const anyRequest = anyMessage(ExportMetricsServiceRequest, plausible);

/** Counts as the specification reads, not as the code does. */
const recordedPoints = ({ resourceMetrics = [] }: ExportMetricsServiceRequest): number =>
  resourceMetrics
    .flatMap(({ scopeMetrics = [] }) => scopeMetrics)
    .flatMap(({ metrics = [] }) => metrics)
    .flatMap(({ gauge, sum, histogram, exponentialHistogram, summary }) =>
      [gauge, sum, histogram, exponentialHistogram, summary].flatMap(
        (data): { flags?: number }[] => data?.dataPoints ?? [],
      ),
    )
    .filter(({ flags = 0 }) => flags % 2 === 0).length;

test('whatever is sent, every recorded point is in one reading that fits the contract, or refused', () => {
  fc.assert(
    fc.property(anyRequest, (request) => {
      const candidates = metricCandidates(request, gateway);
      expect(candidates.reduce((all, { items }) => all + items, 0)).toBe(recordedPoints(request));
      for (const { text, reason, items } of candidates) {
        expect(items).toBeGreaterThan(0);
        if (!reason) expect(parseReading(text)).toHaveProperty('ok');
      }
    }),
    { numRuns: 300 },
  );
});

test('a reading has a measure for each number of its points', () => {
  const gauges = fc.array(fc.record({ asInt: fc.integer().map(String), attributes: plausible.attributes }), {
    maxLength: 200,
  });
  fc.assert(
    fc.property(gauges, (points) => {
      const all = readings(aGauge(points));
      expect(all.reduce((sum, { measures }) => sum + Object.keys(measures).length, 0)).toBe(points.length);
    }),
  );
});

test('both encodings of a request give the same readings', () => {
  fc.assert(
    fc.property(anyRequest, (request) => {
      const read = readJson(ExportMetricsServiceRequest, toOtlpJson(request));
      const same = readProtobuf(ExportMetricsServiceRequest, writeProtobuf(ExportMetricsServiceRequest, request));
      expect(metricCandidates(read, gateway)).toEqual(metricCandidates(same, gateway));
    }),
  );
});

test('what is refused is refused again for the same reason when it is sent again as it was kept', () => {
  fc.assert(
    fc.property(anyRequest, (request) => {
      const canonical = readProtobuf(ExportMetricsServiceRequest, writeProtobuf(ExportMetricsServiceRequest, request));
      for (const candidate of metricCandidates(canonical, gateway).filter(({ reason }) => reason))
        expect(metricCandidates(readJson(ExportMetricsServiceRequest, candidate.text), gateway)).toEqual([candidate]);
    }),
  );
});
