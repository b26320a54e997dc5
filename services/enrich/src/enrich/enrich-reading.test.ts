import type { DeviceType } from '@millrace/shared/contracts/device-registry';
import { EnrichedReading } from '@millrace/shared/contracts/enriched-reading';
import type { Reading } from '@millrace/shared/contracts/reading';
import { schemaParser } from '@millrace/shared/contracts/schema-parser';
import { aReading } from '@millrace/shared/testing/a-reading';
import { anAcceptedReading } from '@millrace/shared/testing/an-accepted-reading';
import { enrichReading } from './enrich-reading.ts';

const type: DeviceType = {
  name: 'bedside-monitor',
  measures: {
    'heart-rate': { unit: '/min', code: 'loinc|8867-4', plausible: [20, 300] },
    temperature: { unit: 'Cel', code: 'loinc|8310-5', plausible: [25, 45] },
    glucose: { unit: 'mmol/L' },
    alarms: {},
    lead: {},
  },
  unknownMeasures: 'set-aside',
};
const version = { validFrom: 0, tenant: 'ward-a', type: type.name, site: 'ward-3', labels: { bed: '12' } };
const enrich = (reading: Partial<Reading>, of = type) =>
  enrichReading(anAcceptedReading({ reading: aReading(reading) }), { version, type: of });
const measures = (reading: Partial<Reading>, of = type) => {
  const result = enrich(reading, of);
  return 'ok' in result ? result.ok.measures : result.setAside;
};

test('a reading takes tenant, type, site and labels of its device, and unit and code of its measures', () => {
  const accepted = anAcceptedReading({ reading: aReading({ log: { severity: 'WARN', body: 'lead off' } }) });
  expect(enrichReading(accepted, { version, type })).toEqual({
    ok: {
      id: accepted.id,
      receivedAt: accepted.receivedAt,
      delivery: accepted.delivery,
      time: accepted.time,
      tenant: 'ward-a',
      deviceId: 'monitor-01',
      deviceType: 'bedside-monitor',
      site: 'ward-3',
      labels: { bed: '12' },
      measures: { 'heart-rate': { value: 72, unit: '/min', code: 'loinc|8867-4' } },
      log: { severity: 'WARN', body: 'lead off' },
    },
  });
});

test('what is enriched fits the contract of enriched-readings', () => {
  const enriched = enrich({
    measures: { 'heart-rate': 72, temperature: 98.6, alarms: 3, lead: 'off' },
    units: { temperature: '[degF]' },
  });
  expect(schemaParser(EnrichedReading)('ok' in enriched && enriched.ok)).toHaveProperty('ok');
});

test('a reading of another tenant than its device is set aside', () => {
  expect(enrich({ tenant: 'ward-a' })).toHaveProperty('ok');
  expect(enrich({ tenant: 'ward-b' })).toEqual({
    setAside: {
      code: 'tenant-mismatch',
      detail: 'is not the tenant that the device belongs to',
      pointer: '/reading/tenant',
    },
  });
});

test('a value in another unit is converted before it is judged', () => {
  expect(measures({ measures: { temperature: 98.6 }, units: { temperature: '[degF]' } })).toEqual({
    temperature: { value: 37, unit: 'Cel', code: 'loinc|8310-5' },
  });
});

test.each([
  ['no unit can be guessed from a substance', { glucose: 90 }, 'mg/dL'],
  ['a unit that nobody knows is not reinterpreted', { 'heart-rate': 72 }, 'bpm'],
  ['a unit of another dimension is refused', { temperature: 37 }, 'kPa'],
  ['a count has no unit but 1', { alarms: 3 }, 'Cel'],
  ['a text has no unit', { lead: 'off' }, '%'],
  ['a text has no unit to convert from', { 'heart-rate': true }, 'Hz'],
])('%s', (_, given: Reading['measures'], unit) => {
  const [name = ''] = Object.keys(given);
  expect(measures({ measures: given, units: { [name]: unit } })).toEqual({
    code: 'unit-unknown',
    detail: 'cannot be converted to the unit of the device type',
    pointer: `/reading/units/${name}`,
  });
});

test('where the type lets unknown units pass, a value keeps its own unit, and gets neither code nor judgement', () => {
  const lenient: DeviceType = { ...type, unknownUnits: 'pass' };
  const passed = (name: string, value: number | string, unit: string) =>
    measures({ measures: { [name]: value }, units: { [name]: unit } }, lenient);
  expect(passed('heart-rate', 999, 'bpm')).toEqual({ 'heart-rate': { value: 999, unit: 'bpm' } });
  expect(passed('temperature', 37, 'kPa')).toEqual({ temperature: { value: 37, unit: 'kPa' } });
  expect(passed('lead', 'off', '%')).toEqual({ lead: { value: 'off', unit: '%' } });
  expect(passed('temperature', 98.6, '[degF]')).toEqual({
    temperature: { value: 37, unit: 'Cel', code: 'loinc|8310-5' },
  });
  expect(passed('temperature', 200, '[degF]')).toMatchObject({ code: 'value-implausible' });
  expect(measures({ measures: { 'heart-rate': 999 } }, lenient)).toMatchObject({ code: 'value-implausible' });
});

test('where the type says so, or nothing, an unknown unit is set aside', () => {
  for (const policy of [{}, { unknownUnits: 'set-aside' as const }])
    expect(measures({ units: { 'heart-rate': 'bpm' } }, { ...type, ...policy })).toMatchObject({
      code: 'unit-unknown',
    });
});

test('a count may say that its unit is 1', () => {
  expect(measures({ measures: { alarms: 3 }, units: { alarms: '{alarms}' } })).toEqual({ alarms: { value: 3 } });
});

test('both ends of the plausible range are plausible, and nothing outside', () => {
  for (const value of [20, 300]) expect(measures({ measures: { 'heart-rate': value } })).toHaveProperty('heart-rate');
  for (const value of [19.99, 300.01])
    expect(measures({ measures: { 'heart-rate': value } })).toEqual({
      code: 'value-implausible',
      detail: 'is not plausible for the device type',
      pointer: '/reading/measures/heart-rate',
    });
});

test('a conversion that leaves the range of numbers is implausible', () => {
  expect(
    measures({ measures: { size: 1.7e308 }, units: { size: 'km' } }, { ...type, measures: { size: { unit: 'nm' } } }),
  ).toMatchObject({ code: 'value-implausible' });
});

test('a range says nothing of texts and states', () => {
  expect(measures({ measures: { 'heart-rate': 'probe-off', temperature: false } })).toMatchObject({
    'heart-rate': { value: 'probe-off' },
    temperature: { value: false },
  });
});

test("an undeclared measure follows the type's policy", () => {
  const reading = { measures: { humidity: 40 }, units: { humidity: '%' } };
  expect(measures(reading)).toEqual({
    code: 'measure-unknown',
    detail: 'is not a measure of the device type',
    pointer: '/reading/measures/humidity',
  });
  expect(measures(reading, { ...type, unknownMeasures: 'pass' })).toEqual({ humidity: { value: 40, unit: '%' } });
});

test('a measure called like a property of every object is undeclared and without a unit', () => {
  for (const name of ['constructor', 'toString', 'hasOwnProperty']) {
    expect(measures({ measures: { [name]: 1 } })).toMatchObject({ code: 'measure-unknown' });
    const passed = measures({ measures: { [name]: 1 }, units: {} }, { ...type, unknownMeasures: 'pass' });
    expect(Object.entries(passed)).toEqual([[name, { value: 1 }]]);
  }
});

test('a pointer leads to the offending field of the bytes that are kept', () => {
  const offending: [Partial<Reading>, unknown][] = [
    [{ tenant: 'ward-b' }, 'ward-b'],
    [{ measures: { humidity: 41 } }, 41],
    [{ measures: { 'heart-rate': 500 } }, 500],
    [{ units: { 'heart-rate': 'bpm' } }, 'bpm'],
  ];
  for (const [given, field] of offending) {
    const kept: unknown = anAcceptedReading({ reading: aReading(given) });
    const result = enrich(given);
    const path = 'setAside' in result ? (result.setAside.pointer ?? '').split('/').slice(1) : [];
    expect(path.reduce((value, name) => (value as Record<string, unknown>)[name], kept)).toBe(field);
  }
});
