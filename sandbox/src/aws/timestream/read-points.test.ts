import { type RecordInput, readPoints } from './read-points.ts';

const aRecord = (record: RecordInput = {}): RecordInput => ({
  Time: '1000',
  MeasureName: 'vitals',
  MeasureValueType: 'MULTI',
  MeasureValues: [{ Name: 'heart_rate', Type: 'DOUBLE', Value: '72' }],
  Dimensions: [{ Name: 'device', Value: 'm-1' }],
  ...record,
});

test('common attributes are merged in, and the record has the last word', () => {
  const common: RecordInput = {
    Dimensions: [{ Name: 'tenant', Value: 't' }],
    MeasureName: 'other',
    TimeUnit: 'SECONDS',
    Version: 7,
  };
  expect(readPoints(common, [aRecord()])).toEqual([
    {
      dimensions: [
        { name: 'device', value: 'm-1' },
        { name: 'tenant', value: 't' },
      ],
      measureName: 'vitals',
      time: 1_000_000_000_000n,
      version: 7,
      measures: [{ column: 'heart_rate', type: 'DOUBLE', value: 72, bytes: 8 }],
    },
  ]);
});

test('a single measure is a DOUBLE of version 1 in milliseconds unless it says otherwise', () => {
  expect(readPoints(undefined, [{ Time: '5', MeasureName: 'cpu', MeasureValue: '1.5' }])).toEqual([
    {
      dimensions: [],
      measureName: 'cpu',
      time: 5_000_000n,
      version: 1,
      measures: [{ column: 'measure_value::double', type: 'DOUBLE', value: 1.5, bytes: 8 }],
    },
  ]);
});

test.each<[string, RecordInput, string]>([
  ['no time', { Time: '' }, 'Invalid time'],
  ['a time with a fraction', { Time: '1.5' }, 'Invalid time'],
  ['an unknown time unit', { TimeUnit: 'MINUTES' }, 'MINUTES'],
  ['no measure name', { MeasureName: '' }, 'measure name'],
  ['version 0', { Version: 0 }, '0 is an invalid record version'],
  ['an unknown type', { MeasureValues: [{ Name: 'a', Type: 'INTEGER', Value: '1' }] }, 'INTEGER'],
  ['a NaN', { MeasureValues: [{ Name: 'a', Type: 'DOUBLE', Value: 'NaN' }] }, 'not a valid DOUBLE'],
  ['MULTI with a single value', { MeasureValue: '1' }, 'type MULTI'],
  ['MULTI without measures', { MeasureValues: [] }, 'type MULTI'],
  ['DOUBLE with measures', { MeasureValueType: 'DOUBLE', MeasureValue: '1' }, 'no MeasureValues'],
  [
    'a measure twice',
    { MeasureValues: [...(aRecord().MeasureValues ?? []), ...(aRecord().MeasureValues ?? [])] },
    'twice',
  ],
  ['a dimension without a value', { Dimensions: [{ Name: 'a', Value: '' }] }, 'a name and a value'],
  ['a dimension named time', { Dimensions: [{ Name: 'time', Value: 'a' }] }, 'time is not allowed'],
  ['a measure with a colon', { MeasureValues: [{ Name: 'a:b', Type: 'DOUBLE', Value: '1' }] }, 'a:b is not allowed'],
])('%s refuses the call', (_what, record, message) => {
  expect(() => readPoints(undefined, [aRecord(), aRecord(record)])).toThrow(message);
});

test('a single TIMESTAMP refuses the call, in MULTI it does not', () => {
  expect(() =>
    readPoints(undefined, [{ Time: '5', MeasureName: 'at', MeasureValueType: 'TIMESTAMP', MeasureValue: '1' }]),
  ).toThrow('TIMESTAMP is an invalid measure value type');
  const [point] = readPoints(undefined, [aRecord({ MeasureValues: [{ Name: 'at', Type: 'TIMESTAMP', Value: '1' }] })]);
  expect(point?.measures[0]?.value).toBe(1_000_000n);
});

test('a dimension that the common attributes have too refuses the call', () => {
  expect(() => readPoints({ Dimensions: [{ Name: 'device', Value: 'other' }] }, [aRecord()])).toThrow(
    'device is given twice',
  );
});

test('a call has 1 to 100 records', () => {
  const call = (count: number) =>
    readPoints(
      undefined,
      Array.from({ length: count }, () => aRecord()),
    );
  expect(call(100)).toHaveLength(100);
  expect(() => call(101)).toThrow('1 to 100');
  expect(() => call(0)).toThrow('1 to 100');
});
