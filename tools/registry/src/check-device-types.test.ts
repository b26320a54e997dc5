import { readFileSync } from 'node:fs';
import { aDeviceType } from '@millrace/shared/testing/a-registry';
import { checkDeviceTypes } from './check-device-types.ts';

const example = () => readFileSync(new URL('../examples/device-types.json', import.meta.url), 'utf8');
const check = (...types: object[]) => checkDeviceTypes(JSON.stringify({ types }));
const measuring = (definition: object) => check({ ...aDeviceType(), measures: { 'heart-rate': definition } });

test('the example is right', () => {
  expect(checkDeviceTypes(example())).toHaveProperty('ok');
});

test("the example's vitals have the codes and units of FHIR's vital signs profiles", () => {
  const [monitor] = JSON.parse(example()).types;
  const vitals = Object.entries(monitor.measures as Record<string, { code?: string; unit?: string }>)
    .filter(([, { code }]) => code !== undefined)
    .map(([name, { code, unit }]) => [name, code, unit]);
  // https://hl7.org/fhir/R4/observation-vitalsigns.html; 59408-5 is the pulse oximeter's code beside the profile's 2708-6.
  expect(vitals).toEqual([
    ['heart-rate', 'loinc|8867-4', '/min'],
    ['respiratory-rate', 'loinc|9279-1', '/min'],
    ['oxygen-saturation', 'loinc|59408-5', '%'],
    ['body-temperature', 'loinc|8310-5', 'Cel'],
    ['systolic-pressure', 'loinc|8480-6', 'mm[Hg]'],
    ['diastolic-pressure', 'loinc|8462-4', 'mm[Hg]'],
  ]);
});

test.each([
  ['a unit that UCUM does not have', { unit: 'bpm' }, '/unit is no UCUM unit'],
  ['a name in place of a unit', { unit: 'Gauss' }, '/unit is no UCUM unit'],
  ['a code without its system', { code: '8867-4' }, '/code is not of the form system|code'],
  ['a LOINC code with another digit', { code: 'loinc|8868-4' }, '/code is no LOINC code: its check digit does not fit'],
  ['a range that is reversed', { plausible: [300, 20] }, '/plausible ends below its start'],
])('%s is wrong', (_, definition, problem) => {
  expect(measuring(definition)).toEqual({ problems: [`/types/0/measures/heart-rate${problem}`] });
});

test('a range of one value, a code of another system and no definition at all are right', () => {
  for (const definition of [{ plausible: [1, 1] }, { code: 'mdc|147842' }, {}])
    expect(measuring(definition)).toHaveProperty('ok');
});

test('everything that is wrong is told at once', () => {
  const wrong = { ...aDeviceType(), measures: { a: { unit: 'bpm', code: 'x' }, b: { plausible: [1, 0] } } };
  expect(check(wrong, wrong)).toEqual({
    problems: [0, 1].flatMap((index) => [
      ...(index === 1 ? ['/types/1/name stands twice'] : []),
      `/types/${index}/measures/a/unit is no UCUM unit`,
      `/types/${index}/measures/a/code is not of the form system|code`,
      `/types/${index}/measures/b/plausible ends below its start`,
    ]),
  });
});

test.each(['', '{}', '{"types":[{"name":"x"}]}', '[]'])('%j is no file of device types', (json) => {
  expect(checkDeviceTypes(json)).toHaveProperty('problems');
});
