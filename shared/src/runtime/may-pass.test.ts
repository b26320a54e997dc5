import { isThrottling, mayPass } from './may-pass.ts';

test.each([
  ['a fault of the service', { $fault: 'server', name: 'InternalFailure' }],
  ['what the SDK calls retryable', { $fault: 'client', $retryable: {}, name: 'Whatever' }],
  ['a time-out', { name: 'TimeoutError' }],
  ['throttling, that of keys too', { $fault: 'client', name: 'KMSThrottlingException' }],
  ['a connection that broke', { name: 'Error', code: 'ECONNRESET' }],
])('%s may pass', (_, error) => {
  expect(mayPass(error)).toBe(true);
});

test.each([
  ['a missing right', { $fault: 'client', name: 'AccessDeniedException' }],
  ['an invalid request', { $fault: 'client', name: 'ValidationException' }],
  ['a fault of our own', new TypeError('x is not a function')],
])('%s does not', (_, error) => {
  expect(mayPass(error)).toBe(false);
});

test('a shard that takes too much is throttling, an inner failure is not', () => {
  expect(isThrottling('ProvisionedThroughputExceededException')).toBe(true);
  expect(isThrottling('InternalFailure')).toBe(false);
});
