import { compilePrefixes } from './prefix.ts';

const arrival = Date.UTC(2018, 7, 27, 10, 30);
const evaluate = (prefix?: string, errorPrefix?: string, zone = 'UTC') => {
  const { data, failed } = compilePrefixes(prefix, errorPrefix, zone);
  return [data(arrival), failed(arrival)];
};

test.each([
  [undefined, undefined, '2018/08/27/10/', 'processing-failed/2018/08/27/10/'],
  ['raw/', undefined, 'raw/2018/08/27/10/', 'raw/processing-failed/2018/08/27/10/'],
  ['raw/', 'bad/', 'raw/2018/08/27/10/', 'bad/processing-failed/2018/08/27/10/'],
  [undefined, 'bad/!{firehose:error-output-type}/', '2018/08/27/10/', 'bad/processing-failed/'],
  [
    'raw/date=!{timestamp:yyyy-MM-dd}/',
    'bad/!{timestamp:yyyy}/!{firehose:error-output-type}',
    'raw/date=2018-08-27/',
    'bad/2018/processing-failed',
  ],
  ["!{timestamp:'y'yyyy}/!{timestamp:HHmm}", 'b!{firehose:error-output-type}', 'y2018/1030', 'bprocessing-failed'],
])('Prefix %s with ErrorOutputPrefix %s', (prefix, errorPrefix, data, failed) => {
  expect(evaluate(prefix, errorPrefix)).toEqual([data, failed]);
});

test('each random string is new and 11 characters long', () => {
  const [data] = evaluate('!{firehose:random-string}-!{firehose:random-string}/', 'b!{firehose:error-output-type}');
  const [, first, second] = /^(.{11})-(.{11})\/2018\/08\/27\/10\/$/.exec(data ?? '') ?? [];
  expect(first).not.toBe(second);
});

test('a custom time zone moves the hour', () => {
  expect(evaluate('raw/', undefined, 'Asia/Tokyo')[0]).toBe('raw/2018/08/27/19/');
});

test('a time zone that does not exist is refused', () => {
  expect(() => compilePrefixes('raw/', undefined, 'Mars/Olympus')).toThrow('Mars/Olympus');
});

test.each([
  ['!{timestamp:yyyy}/', undefined, 'ErrorOutputPrefix cannot be null'],
  ['!{firehose:error-output-type}/', 'b!{firehose:error-output-type}', 'Prefix cannot contain'],
  ['raw/', 'bad/!{timestamp:yyyy}/', 'has to contain !{firehose:error-output-type}'],
  ['raw/!{timestamp:yyyy', 'bad/!{firehose:error-output-type}', 'not closed'],
  ['!{partitionKeyFromQuery:tenant}/', 'b!{firehose:error-output-type}', 'does not support !{partitionKeyFromQuery'],
])('Prefix %s with ErrorOutputPrefix %s is refused', (prefix, errorPrefix, message) => {
  expect(() => compilePrefixes(prefix, errorPrefix, 'UTC')).toThrow(message);
});
