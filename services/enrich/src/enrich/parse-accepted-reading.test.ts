import { anAcceptedReading } from '@millrace/shared/testing/an-accepted-reading';
import fc from 'fast-check';
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

test('any text is taken or set aside, and nothing throws', () => {
  const near = fc
    .json()
    .map((reading) => JSON.stringify(anAcceptedReading()).replace(/"reading":.*/, `"reading":${reading}}`));
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.json(), near), (text) => {
      const parsed = parseAcceptedReading(text);
      if ('ok' in parsed) expect(parsed.ok).toEqual(JSON.parse(text));
      else expect(['json-malformed', 'schema-violation']).toContain(parsed.setAside.code);
    }),
    { numRuns: 1000 },
  );
});
