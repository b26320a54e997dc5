import { chargedBytes, overLimit } from './point-size.ts';
import { type RecordInput, readPoints } from './read-points.ts';

const aRecord = (record: RecordInput): RecordInput => ({
  Time: '1602983435238',
  MeasureName: 'vitals',
  MeasureValueType: 'MULTI',
  MeasureValues: [{ Name: 'rate', Type: 'DOUBLE', Value: '1' }],
  ...record,
});
const point = (record: RecordInput) => {
  const [only] = readPoints(undefined, [aRecord(record)]);
  if (!only) throw new Error('no point');
  return only;
};
const text = (length: number) => [{ Name: 't', Type: 'VARCHAR', Value: 'x'.repeat(length) }];

const cpuUtilization: RecordInput = {
  Time: '1602983435238563000',
  TimeUnit: 'NANOSECONDS',
  Dimensions: [
    { Name: 'region', Value: 'us-east-1' },
    { Name: 'az', Value: '1d' },
    { Name: 'vpc', Value: 'vpc-1a2b3c4d' },
    { Name: 'hostname', Value: 'host-24Gju' },
  ],
  MeasureName: 'cpu_utilization',
  MeasureValue: '35.0',
};

test("the developer guide's example has 83 bytes, of which 33 are dimension values and 16 time and value", () => {
  const points = readPoints(undefined, [cpuUtilization]);
  expect(chargedBytes(points, { names: true })).toBe(83);
  expect(chargedBytes(points)).toBe(33 + 16);
});

test('a dimension is charged once for all records that share it, and each time where it differs', () => {
  const hosts = ['a', 'a', 'bb'].map((host) => point({ Dimensions: [{ Name: 'host', Value: host }] }));
  expect(chargedBytes(hosts)).toBe(3 * 16 + 1 + 2);
  expect(chargedBytes(hosts, { names: true })).toBe(3 * (16 + 4) + (4 + 1) + (4 + 2) + 6);
});

test('a record may have 2,048 bytes', () => {
  // 8 for the time, 6 for "vitals", 1 for "t".
  expect(overLimit(point({ MeasureValues: text(2048 - 15) }))).toBeUndefined();
  expect(overLimit(point({ MeasureValues: text(2048 - 14) }))).toContain('2049 bytes');
});

test('a record may have 256 measures', () => {
  const measures = (count: number) =>
    Array.from({ length: count }, (_, index) => ({ Name: `m${index}`, Type: 'BOOLEAN', Value: 'true' }));
  expect(overLimit(point({ MeasureValues: measures(256) }))).toBeUndefined();
  expect(overLimit(point({ MeasureValues: measures(257) }))).toContain('at most 256');
});

test('a name may have 256 bytes, not characters', () => {
  expect(overLimit(point({ MeasureName: 'µ'.repeat(128) }))).toBeUndefined();
  expect(overLimit(point({ MeasureName: 'µ'.repeat(129) }))).toContain('longer than 256');
  expect(overLimit(point({ Dimensions: [{ Name: 'x'.repeat(257), Value: 'v' }] }))).toContain('longer than 256');
});
