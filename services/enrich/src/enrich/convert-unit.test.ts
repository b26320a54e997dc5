import fc from 'fast-check';
import { convertUnit } from './convert-unit.ts';

test.each([
  [98.6, '[degF]', 'Cel', 37],
  [-40, 'Cel', '[degF]', -40],
  [310.15, 'K', 'Cel', 37],
  [0, 'Cel', 'K', 273.15],
  [120, 'mm[Hg]', 'kPa', 15.99864],
  [10, 'cm[H2O]', 'hPa', 9.80665],
  [14.5037737730209, '[psi]', 'bar', 1],
  [29.92, "[in_i'Hg]", 'mbar', 1013.20453696],
  [72, '/min', 'Hz', 1.2],
  [97, '%', '1', 0.97],
  [154, '[lb_av]', 'kg', 69.85322498],
  [6, '[ft_i]', 'cm', 182.88],
  [1, 'KiBy', 'By', 1024],
  [1, 'MBy', 'KiBy', 976.5625],
  [8, 'Mbit/s', 'MBy/s', 1],
  [250, 'ms', 's', 0.25],
  [1, 'd', 'min', 1440],
  [90, 'km/h', 'm/s', 25],
  [90, 'deg', 'rad', 1.57079632679],
  [500, 'mL/h', 'L/h', 0.5],
  [1, 'kW.h', 'MJ', 3.6],
  [15, 'g/dL', 'g/L', 150],
  [5, 'mmol/L', 'umol/L', 5000],
])('%d %s is %s', (value, from, to, expected) => {
  expect(convertUnit(value, from, to)).toBe(expected);
});

test('mmol/L and mg/dL differ by the substance, so neither becomes the other', () => {
  expect(convertUnit(5, 'mmol/L', 'mg/dL')).toBeUndefined();
});

test.each([
  ['[degF]', 'Cel'],
  ['K', '[degF]'],
  ['mm[Hg]', 'kPa'],
  ['[lb_av]', 'kg'],
])('there and back from %s to %s nothing is lost that a sensor could have measured', (from, to) => {
  fc.assert(
    fc.property(fc.double({ min: -1e6, max: 1e6, noNaN: true }), (amount) => {
      const back = convertUnit(convertUnit(amount, from, to) ?? Number.NaN, to, from) ?? Number.NaN;
      // Near the zero of one temperature scale the digits are counted from the zero of the other.
      expect(Math.abs(back - amount)).toBeLessThanOrEqual(1e-10 * Math.max(Math.abs(amount), 1000));
    }),
  );
});

test('the zero of a scale is exactly zero', () => {
  expect([convertUnit(32, '[degF]', 'Cel'), convertUnit(273.15, 'K', 'Cel')]).toEqual([0, 0]);
  expect(convertUnit(0, 'mm[Hg]', 'kPa')).toBe(0);
});

test('an annotation means nothing: only the unit around it counts', () => {
  expect(convertUnit(60, '{beats}/min', 'Hz')).toBe(1);
  expect(convertUnit(60, '1/min', '{breaths}/min')).toBe(60);
  expect(convertUnit(50, '{drops}', '%')).toBe(5000);
});

test('a unit is itself, also when UCUM does not have it', () => {
  expect(convertUnit(72, 'bpm', 'bpm')).toBe(72);
  expect(convertUnit(1 / 3, 'Cel', 'Cel')).toBe(1 / 3);
});

test.each(['constructor', 'degC', 'kpa', '', '{', '__proto__'])('%j is no unit', (code) => {
  expect(convertUnit(1, code, 'Cel')).toBeUndefined();
  expect(convertUnit(1, 'Cel', code)).toBeUndefined();
});

test('units that differ all the time change nothing for those that are known', () => {
  for (let index = 0; index < 3000; index++) expect(convertUnit(1, `m{${index}}`, 'cm')).toBe(100);
  for (let index = 0; index < 3000; index++) expect(convertUnit(1, `bpm${index}`, '/min')).toBeUndefined();
  expect(convertUnit(98.6, '[degF]', 'Cel')).toBe(37);
});
