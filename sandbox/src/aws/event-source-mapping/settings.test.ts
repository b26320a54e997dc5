import { resolveSettings } from './settings.ts';

const required = { uuid: 'u', functionName: 'accept', stream: 'readings', startingPosition: 'LATEST' as const };

test.each([
  ['batchSize 0', { batchSize: 0 }],
  ['batchSize 10,001', { batchSize: 10_001 }],
  ['a window of 301 seconds', { maximumBatchingWindowInSeconds: 301 }],
  ['a factor of 11', { parallelizationFactor: 11 }],
  ['10,001 retries', { maximumRetryAttempts: 10_001 }],
  ['a record age of 59 seconds', { maximumRecordAgeInSeconds: 59 }],
  ['a tumbling window of 901 seconds', { tumblingWindowInSeconds: 901 }],
  ['a tumbling window with a factor', { tumblingWindowInSeconds: 60, parallelizationFactor: 2 }],
  ['a destination that is a function', { destinationConfig: { onFailure: { destination: 'arn:aws:lambda:x:y:z' } } }],
  ['AT_TIMESTAMP without a time', { startingPosition: 'AT_TIMESTAMP' as const }],
  ['a time without AT_TIMESTAMP', { startingPositionTimestamp: 1 }],
])('%s is refused', (_name, settings) => {
  expect(() => resolveSettings({ ...required, ...settings })).toThrow(
    expect.objectContaining({ code: 'InvalidParameterValueException' }),
  );
});

test('what is left out has the default of Lambda', () => {
  expect(resolveSettings(required)).toMatchObject({
    batchSize: 100,
    batchingWindow: 0,
    maximumRetries: Number.POSITIVE_INFINITY,
    maximumAge: Number.POSITIVE_INFINITY,
    bisects: false,
    factor: 1,
    reportsItemFailures: false,
    enabled: true,
  });
});

test.each([
  'arn:aws:lambda:eu-central-1:000000000000:function:accept',
  'arn:aws:lambda:eu-central-1:000000000000:function:accept:live',
])('%s is invoked by its name', (functionName) => {
  expect(resolveSettings({ ...required, functionName })).toMatchObject({
    functionName: 'accept',
    functionArn: functionName,
  });
});
