/** A unit on the scale of its dimension: value on the scale = (value − zero) × factor. */
export type Unit = { dimension: string; factor: number; zero: number };

/**
 * Units by dimension with their size in the dimension's scale: the UCUM codes (case-sensitive form, version 2.2) that
 * monitoring speaks. Amount and mass concentration are two dimensions: what lies between mmol/L and mg/dL is the substance.
 */
const sizes: Record<string, Record<string, number>> = {
  fraction: { '1': 1, '%': 1e-2, '[ppth]': 1e-3, '[ppm]': 1e-6, '[ppb]': 1e-9 },
  frequency: { Hz: 1, kHz: 1e3, MHz: 1e6, GHz: 1e9, '/s': 1, '/min': 1 / 60, '/h': 1 / 3600, '/d': 1 / 86_400 },
  time: { ns: 1e-9, us: 1e-6, ms: 1e-3, s: 1, min: 60, h: 3600, d: 86_400, wk: 604_800 },
  length: {
    nm: 1e-9,
    um: 1e-6,
    mm: 1e-3,
    cm: 1e-2,
    dm: 0.1,
    m: 1,
    km: 1e3,
    '[in_i]': 0.0254,
    '[ft_i]': 0.3048,
    '[yd_i]': 0.9144,
    '[mi_i]': 1609.344,
  },
  speed: { 'm/s': 1, 'cm/s': 1e-2, 'mm/s': 1e-3, 'km/h': 1 / 3.6, '[mi_i]/h': 0.44704, '[kn_i]': 1852 / 3600 },
  acceleration: { 'm/s2': 1, '[g]': 9.80665 },
  angle: { rad: 1, deg: Math.PI / 180 },
  mass: {
    ng: 1e-9,
    ug: 1e-6,
    mg: 1e-3,
    g: 1,
    kg: 1e3,
    t: 1e6,
    '[oz_av]': 28.349523125,
    '[lb_av]': 453.59237,
    '[stone_av]': 6350.29318,
  },
  // m[Hg] is 133.322 kPa in UCUM, m[H2O] 9.80665 kPa.
  pressure: {
    Pa: 1,
    hPa: 1e2,
    kPa: 1e3,
    MPa: 1e6,
    mbar: 1e2,
    bar: 1e5,
    atm: 101_325,
    'mm[Hg]': 133.322,
    'cm[H2O]': 98.0665,
    "[in_i'Hg]": 3386.3788,
    '[psi]': 4.4482216152605 / 0.0254 ** 2,
  },
  volume: { uL: 1e-6, mL: 1e-3, cL: 1e-2, dL: 0.1, L: 1, l: 1, ml: 1e-3, dl: 0.1, cm3: 1e-3, dm3: 1, m3: 1e3 },
  'volume flow': {
    'L/s': 1,
    'L/min': 1 / 60,
    'L/h': 1 / 3600,
    'mL/s': 1e-3,
    'mL/min': 1e-3 / 60,
    'mL/h': 1e-3 / 3600,
    'm3/h': 1 / 3.6,
  },
  'amount concentration': { 'mol/L': 1, 'mmol/L': 1e-3, 'umol/L': 1e-6, 'nmol/L': 1e-9 },
  'mass concentration': {
    'g/L': 1,
    'g/dL': 10,
    'mg/L': 1e-3,
    'mg/dL': 1e-2,
    'ug/L': 1e-6,
    'ug/mL': 1e-3,
    'ng/mL': 1e-6,
    'mg/m3': 1e-6,
    'ug/m3': 1e-9,
  },
  'electric potential': { uV: 1e-6, mV: 1e-3, V: 1, kV: 1e3 },
  'electric current': { uA: 1e-6, mA: 1e-3, A: 1, kA: 1e3 },
  resistance: { Ohm: 1, kOhm: 1e3, MOhm: 1e6 },
  power: { mW: 1e-3, W: 1, kW: 1e3, MW: 1e6 },
  energy: { J: 1, kJ: 1e3, MJ: 1e6, cal: 4.184, kcal: 4184, 'W.h': 3600, 'kW.h': 3.6e6 },
  data: {
    bit: 1 / 8,
    kbit: 125,
    Mbit: 125e3,
    Gbit: 125e6,
    By: 1,
    kBy: 1e3,
    MBy: 1e6,
    GBy: 1e9,
    TBy: 1e12,
    KiBy: 2 ** 10,
    MiBy: 2 ** 20,
    GiBy: 2 ** 30,
    TiBy: 2 ** 40,
  },
  'data rate': {
    'bit/s': 1 / 8,
    'kbit/s': 125,
    'Mbit/s': 125e3,
    'Gbit/s': 125e6,
    'By/s': 1,
    'kBy/s': 1e3,
    'MBy/s': 1e6,
    'GBy/s': 1e9,
    'KiBy/s': 2 ** 10,
    'MiBy/s': 2 ** 20,
    'GiBy/s': 2 ** 30,
  },
};

/** The scale is Cel: its zero lies nearest to what is measured, so that little precision is lost. */
const temperatures: Record<string, Unit> = {
  Cel: { dimension: 'temperature', factor: 1, zero: 0 },
  K: { dimension: 'temperature', factor: 1, zero: 273.15 },
  '[degF]': { dimension: 'temperature', factor: 5 / 9, zero: 32 },
};

export const ucumUnits: ReadonlyMap<string, Unit> = new Map([
  ...Object.entries(temperatures),
  ...Object.entries(sizes).flatMap(([dimension, units]) =>
    Object.entries(units).map(([code, factor]): [string, Unit] => [code, { dimension, factor, zero: 0 }]),
  ),
]);
