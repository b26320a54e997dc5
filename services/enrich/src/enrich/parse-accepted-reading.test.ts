import { anAcceptedReading } from '@millrace/shared/testing/an-accepted-reading';
import { parseAcceptedReading } from './parse-accepted-reading.ts';

test('what ingest wrote is taken as it is', () => {
  expect(parseAcceptedReading(JSON.stringify(anAcceptedReading()))).toEqual({ ok: anAcceptedReading() });
});

test('what is not JSON is set aside', () => {
  expect(parseAcceptedReading('{"id":')).toMatchObject({ setAside: { code: 'json-malformed' } });
});

test.each([
  ['a reading without its envelope', anAcceptedReading().reading, ''],
  ['a reading of no device', { ...anAcceptedReading(), reading: { time: 1, measures: {} } }, '/reading'],
  [
    'an infinite value',
    anAcceptedReading({ reading: { deviceId: 'a', time: 1, measures: { x: Infinity } } }),
    '/reading/measures/x',
  ],
])('%s breaks the contract', (_, value, pointer) => {
  expect(parseAcceptedReading(JSON.stringify(value).replace('null', '1e999'))).toMatchObject({
    setAside: { code: 'schema-violation', pointer },
  });
});
