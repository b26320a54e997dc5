import fc from 'fast-check';
import { isUcumUnit, unitConversion } from './ucum.ts';

/** Units of monitoring by dimension, with their size in the dimension's first unit. Source: the tables of UCUM 2.2. */
const sizes: Record<string, Record<string, number>> = {
  fraction: { '1': 1, '%': 1e-2, '[ppth]': 1e-3, '[ppm]': 1e-6, '[ppb]': 1e-9 },
  frequency: { Hz: 1, kHz: 1e3, MHz: 1e6, GHz: 1e9, '/s': 1, '/min': 1 / 60, '/h': 1 / 3600, '/d': 1 / 86_400 },
  time: { s: 1, ns: 1e-9, us: 1e-6, ms: 1e-3, min: 60, h: 3600, d: 86_400, wk: 604_800 },
  length: {
    ...{ m: 1, nm: 1e-9, um: 1e-6, mm: 1e-3, cm: 1e-2, dm: 0.1, km: 1e3 },
    ...{ '[in_i]': 0.0254, '[ft_i]': 0.3048, '[yd_i]': 0.9144, '[mi_i]': 1609.344 },
  },
  speed: { 'm/s': 1, 'cm/s': 1e-2, 'mm/s': 1e-3, 'km/h': 1 / 3.6, '[mi_i]/h': 0.44704, '[kn_i]': 1852 / 3600 },
  acceleration: { 'm/s2': 1, '[g]': 9.80665 },
  angle: { rad: 1, deg: Math.PI / 180 },
  mass: {
    ...{ g: 1, ng: 1e-9, ug: 1e-6, mg: 1e-3, kg: 1e3, t: 1e6 },
    ...{ '[oz_av]': 28.349523125, '[lb_av]': 453.59237, '[stone_av]': 6350.29318 },
  },
  pressure: {
    ...{ Pa: 1, hPa: 1e2, kPa: 1e3, MPa: 1e6, mbar: 1e2, bar: 1e5, atm: 101_325, 'mm[Hg]': 133.322 },
    ...{ 'cm[H2O]': 98.0665, "[in_i'Hg]": 3386.3788, '[psi]': 4.4482216152605 / 0.0254 ** 2 },
  },
  volume: {
    ...{ L: 1, uL: 1e-6, mL: 1e-3, cL: 1e-2, dL: 0.1, l: 1, ml: 1e-3, dl: 0.1, cm3: 1e-3, dm3: 1, m3: 1e3 },
  },
  'volume flow': {
    ...{ 'L/s': 1, 'L/min': 1 / 60, 'L/h': 1 / 3600, 'mL/s': 1e-3, 'mL/min': 1e-3 / 60, 'mL/h': 1e-3 / 3600 },
    'm3/h': 1 / 3.6,
  },
  'amount concentration': { 'mol/L': 1, 'mmol/L': 1e-3, 'umol/L': 1e-6, 'nmol/L': 1e-9 },
  'mass concentration': {
    ...{ 'g/L': 1, 'g/dL': 10, 'mg/L': 1e-3, 'mg/dL': 1e-2, 'ug/L': 1e-6, 'ug/mL': 1e-3, 'ng/mL': 1e-6 },
    ...{ 'mg/m3': 1e-6, 'ug/m3': 1e-9 },
  },
  'electric potential': { V: 1, uV: 1e-6, mV: 1e-3, kV: 1e3 },
  'electric current': { A: 1, uA: 1e-6, mA: 1e-3, kA: 1e3 },
  resistance: { Ohm: 1, kOhm: 1e3, MOhm: 1e6 },
  power: { W: 1, mW: 1e-3, kW: 1e3, MW: 1e6 },
  energy: { J: 1, kJ: 1e3, MJ: 1e6, cal: 4.184, kcal: 4184, 'W.h': 3600, 'kW.h': 3.6e6 },
  data: {
    ...{ By: 1, bit: 1 / 8, kbit: 125, Mbit: 125e3, Gbit: 125e6, kBy: 1e3, MBy: 1e6, GBy: 1e9, TBy: 1e12 },
    ...{ KiBy: 2 ** 10, MiBy: 2 ** 20, GiBy: 2 ** 30, TiBy: 2 ** 40 },
  },
  'data rate': {
    ...{ 'By/s': 1, 'bit/s': 1 / 8, 'kbit/s': 125, 'Mbit/s': 125e3, 'Gbit/s': 125e6, 'kBy/s': 1e3, 'MBy/s': 1e6 },
    ...{ 'GBy/s': 1e9, 'KiBy/s': 2 ** 10, 'MiBy/s': 2 ** 20, 'GiBy/s': 2 ** 30 },
  },
};
const units = Object.entries(sizes).flatMap(([dimension, inIt]) =>
  Object.entries(inIt).map(([code, size]) => ({ code, dimension, size })),
);

test('a unit converts to every unit of its dimension, by their sizes, and to no other', () => {
  for (const from of units)
    for (const to of units) {
      const conversion = unitConversion(from.code, to.code);
      expect([from.code, to.code, conversion !== undefined]).toEqual([
        from.code,
        to.code,
        from.dimension === to.dimension,
      ]);
      if (!conversion) continue;
      expect(conversion.offset).toBe(0);
      expect((conversion.factor * to.size) / from.size).toBeCloseTo(1, 11);
    }
});

test.each([
  ['[degF]', 'Cel', 5 / 9, -160 / 9],
  ['Cel', '[degF]', 9 / 5, 32],
  ['K', 'Cel', 1, -273.15],
  ['Cel', 'K', 1, 273.15],
  ['[degF]', 'K', 5 / 9, 459.67 / 1.8],
  ['mCel', 'Cel', 1e-3, 0],
  ['mg/kg/h', 'ug/kg/min', 1000 / 60, 0],
  ['L/min/m2', 'L/(min.m2)', 1, 0],
  ['dyn.s/cm5', 'Pa.s/m3', 1e5, 0],
  ['10*9/L', '/uL', 1000, 0],
  ['{beats}/min', 'Hz', 1 / 60, 0],
  ['10*3{rbc}', '1', 1000, 0],
  ['dB[SPL]', 'B[SPL]', 0.1, 0],
])('from %s to %s', (from, to, factor, offset) => {
  const conversion = unitConversion(from, to);
  expect((conversion?.factor ?? 0) / factor).toBeCloseTo(1, 12);
  expect(conversion?.offset).toBeCloseTo(offset, 10);
});

test.each([
  ['an amount and a mass, which differ by the substance', 'mmol/L', 'mg/dL'],
  ['an equivalent and an amount, which differ by the charge', 'meq/L', 'mmol/L'],
  ['arbitrary units', '[iU]/L', '[iU]/mL'],
  ['an arbitrary unit and a number', '[iU]', '1'],
  ['an amount and a number', 'mol', '1'],
  ['an acidity and a concentration, whose scale is a logarithm', '[pH]', 'mol/L'],
  ['a sound level and a pressure, whose scale is a logarithm', 'dB[SPL]', 'Pa'],
  ['a slope and an angle, whose scale is a tangent', '%[slope]', 'deg'],
  ['a rate of a temperature scale, which has no zero there', 'Cel/s', 'K/s'],
  ['a share and a size of data', '%', 'By'],
  ['a frequency and a rate of data', 'Hz', 'bit/s'],
])('%s do not convert', (_, from, to) => {
  expect([unitConversion(from, to), unitConversion(to, from)]).toEqual([undefined, undefined]);
});

test.each([
  ...[
    '',
    ' ',
    ' m',
    'm ',
    'mmHg',
    'degC',
    'kpa',
    'bpm',
    'beats/min',
    'µg',
    'm²',
    'constructor',
    '__proto__',
    '{',
    '{|}1',
  ],
  // Names that the library would take for their codes.
  ...['Cal', 'Gauss', 'meter', 'degF', 'm{x}2', 'm'.repeat(33)],
])('%j is no unit, and nothing is guessed from it', (code) => {
  expect(isUcumUnit(code)).toBe(false);
  expect(unitConversion(code, 'Cal')).toBeUndefined();
  expect(unitConversion(code, 'm')).toBeUndefined();
});

test('any text is a unit or is none: it neither throws nor reaches the console', () => {
  const { log } = console;
  const said: unknown[] = [];
  console.log = (text) => said.push(text);
  const parts = [
    '(2)10',
    '(g){a}',
    'constructor',
    'm',
    'Cel',
    '[degF]',
    '10*',
    '^',
    '.',
    '/',
    '(',
    ')',
    '{',
    '}',
    '{a}',
    '2',
    '-',
    '[iU]',
    'dB',
    '|',
    '1',
  ];
  const codes = fc.oneof(
    fc.string(),
    fc.array(fc.constantFrom(...parts), { maxLength: 12 }).map((chosen) => chosen.join('')),
  );
  fc.assert(
    fc.property(codes, codes, (from, to) => {
      const conversion = unitConversion(from, to);
      if (conversion) expect([isUcumUnit(from), isUcumUnit(to)]).toEqual([true, true]);
    }),
    { numRuns: 3000 },
  );
  console.log = log;
  expect(said).toEqual([]);
});
