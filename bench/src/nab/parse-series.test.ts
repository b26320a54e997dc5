import { parseSeries } from './parse-series.ts';

test('rows are read as UTC, in any line ending, columns in any order', () => {
  const expected = { times: [Date.UTC(2014, 1, 14, 14, 30), Date.UTC(2014, 1, 14, 14, 35)], values: [0.132, -5e-3] };
  expect(parseSeries('a', 'timestamp,value\n2014-02-14 14:30:00,0.132\n2014-02-14 14:35:00,-5e-3\n')).toEqual(expected);
  expect(parseSeries('a', 'value,timestamp\r\n0.132,2014-02-14 14:30:00\r\n-5e-3,2014-02-14 14:35:00')).toEqual(
    expected,
  );
});

test.each([
  ['time,value\n', /first line/],
  ['timestamp,value\n', /no rows/],
  ['timestamp,value\n2014-02-14 14:30:00,\n', /line 2/],
  ['timestamp,value\n2014-02-14 14:30:00,1\n2014-02-14 14:35:00,nan\n', /line 3/],
  ['timestamp,value\nyesterday,1\n', /line 2/],
])('%j is refused with its place', (text, message) => {
  expect(() => parseSeries('a.csv', text)).toThrow(message);
});
