import { anEnrichedReading } from '@millrace/shared/testing/an-enriched-reading';
import { parseEnrichedReading } from './parse-enriched-reading.ts';

test('an enriched reading is taken as it is', () => {
  const reading = anEnrichedReading();
  expect(parseEnrichedReading(JSON.stringify(reading))).toEqual({ ok: reading });
});

test.each([
  ['text that is not JSON', '{', 'json-malformed'],
  ['another shape', JSON.stringify({ ...anEnrichedReading(), time: 'now' }), 'schema-violation'],
])('%s is set aside', (_, text, code) => {
  expect(parseEnrichedReading(text)).toMatchObject({ setAside: { code } });
});
