import { createColumns } from './columns.ts';
import { type Point, readPoints } from './read-points.ts';

const point = (dimensions: string[], measures: Record<string, string>): Point => {
  const [only] = readPoints(undefined, [
    {
      Time: '1',
      MeasureName: 'vitals',
      MeasureValueType: 'MULTI',
      Dimensions: dimensions.map((Name) => ({ Name, Value: 'v' })),
      MeasureValues: Object.entries(measures).map(([Name, Type]) => ({
        Name,
        Type,
        Value: Type === 'BOOLEAN' ? 'true' : '1',
      })),
    },
  ]);
  if (!only) throw new Error('no point');
  return only;
};
const vitals = () => {
  const columns = createColumns();
  columns.extend(point(['device'], { rate: 'DOUBLE' }));
  return columns;
};

test('a record brings the columns that are missing', () => {
  const columns = vitals();
  expect(columns.conflict(point(['device', 'site'], { rate: 'DOUBLE', alarm: 'BOOLEAN' }))).toBeUndefined();
  expect(columns.extend(point(['device', 'site'], { rate: 'DOUBLE', alarm: 'BOOLEAN' }))).toEqual([
    { name: 'site', kind: 'dimension', type: 'VARCHAR' },
    { name: 'alarm', kind: 'measure', type: 'BOOLEAN' },
  ]);
  expect(columns.all().map(({ name }) => name)).toEqual(['device', 'rate', 'site', 'alarm']);
});

test.each([
  ['another type', point([], { rate: 'BIGINT' }), 'rate has the type DOUBLE'],
  ["a dimension's name", point([], { device: 'VARCHAR' }), 'device is a dimension'],
  ["a measure's name", point(['rate'], { a: 'DOUBLE' }), 'rate is a measure'],
  ['another case', point([], { Rate: 'DOUBLE' }), 'only in case'],
])('a measure or dimension with %s conflicts', (_what, record, reason) => {
  expect(vitals().conflict(record)).toContain(reason);
});

test('a table takes 1,024 measures and 128 dimensions', () => {
  const measures = (from: number, count: number) =>
    point([], Object.fromEntries(Array.from({ length: count }, (_, index) => [`m${from + index}`, 'DOUBLE'])));
  const columns = createColumns();
  for (let from = 0; from < 1000; from += 200) columns.extend(measures(from, 200));
  expect(columns.conflict(measures(1000, 24))).toBeUndefined();
  expect(columns.conflict(measures(1000, 25))).toBe('A table can have at most 1024 measures.');
  const dimensions = Array.from({ length: 129 }, (_, index) => `d${index}`);
  expect(columns.conflict(point(dimensions.slice(1), { m0: 'DOUBLE' }))).toBeUndefined();
  expect(columns.conflict(point(dimensions, { m0: 'DOUBLE' }))).toBe('A table can have at most 128 dimensions.');
});
