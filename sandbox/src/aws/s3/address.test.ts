import { addressOf } from './address.ts';

test.each([
  ['127.0.0.1:4566', '/', { bucket: '', key: '' }],
  ['127.0.0.1:4566', '/lake', { bucket: 'lake', key: '' }],
  ['127.0.0.1:4566', '/lake/', { bucket: 'lake', key: '' }],
  ['127.0.0.1:4566', '/lake/a/b%20c', { bucket: 'lake', key: 'a/b c' }],
  ['127.0.0.1:4566', '/lake//a/', { bucket: 'lake', key: '/a/' }],
  ['localhost:4566', '/lake/../a', { bucket: 'lake', key: '../a' }],
  ['s3.eu-central-1.amazonaws.com', '/lake/a', { bucket: 'lake', key: 'a' }],
  ['s3.localhost', '/lake/a', { bucket: 'lake', key: 'a' }],
  ['lake.localhost:4566', '/a', { bucket: 'lake', key: 'a' }],
  ['lake.127.0.0.1:4566', '/', { bucket: 'lake', key: '' }],
  ['lake.s3.localhost', '//a', { bucket: 'lake', key: '/a' }],
  ['data.lake.s3.eu-central-1.amazonaws.com', '/a%2Fb+c', { bucket: 'data.lake', key: 'a/b+c' }],
])('%s %s is %j', (host, path, address) => {
  expect(addressOf({ path, headers: { host } })).toEqual(address);
});

test('a path that is not percent-encoded UTF-8 is refused', () => {
  expect(() => addressOf({ path: '/lake/%ff', headers: {} })).toThrow(/parse the specified URI/);
});
