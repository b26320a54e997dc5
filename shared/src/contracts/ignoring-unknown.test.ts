import { aReading } from '../testing/a-reading.ts';
import { anAcceptedReading } from '../testing/an-accepted-reading.ts';
import { AcceptedReading } from './accepted-reading.ts';
import { Reading } from './reading.ts';
import { schemaParser } from './schema-parser.ts';

const log = { severity: 'INFO', body: 'on', origin: 'later' } as never;

test('behind the door a field that is not known is ignored, at every depth', () => {
  const parse = schemaParser(AcceptedReading);
  const later = { quality: 'good' };
  expect(parse({ ...anAcceptedReading(), ...later })).toHaveProperty('ok');
  expect(parse(anAcceptedReading({ reading: { ...aReading({ log }), ...later } }))).toHaveProperty('ok');
});

test('names of measures stay bound, and the door stays shut', () => {
  const reading = aReading({ measures: { '0': 1 } });
  expect(schemaParser(AcceptedReading)(anAcceptedReading({ reading }))).toHaveProperty('setAside');
  expect(schemaParser(Reading)({ ...aReading(), quality: 'good' })).toHaveProperty('setAside');
  expect(schemaParser(Reading)(aReading({ log }))).toHaveProperty('setAside');
});
