import { counted } from './counted.ts';

test('a metric is summed over the embedded-metric lines; other lines and metrics do not count', () => {
  const log = [
    '{"_aws":{},"ReadingsAccepted":1000}',
    '{"level":"ERROR","ReadingsAccepted":5}',
    'a plain line',
    '{"_aws":{},"ReadingsSetAside":3}',
    '{"_aws":{},"ReadingsAccepted":7}',
  ].join('\n');
  expect(counted(log, 'ReadingsAccepted')).toBe(1007);
});
