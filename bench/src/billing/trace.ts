import type { DeviceType } from '@millrace/shared/contracts/device-registry';
import { seededRandom } from '../../../sandbox/src/devices/seeded-random.ts';

/** Readings as devices send them, and when: the same every time. */
export type Trace = {
  name: string;
  type: DeviceType;
  devices: string[];
  /** Request bodies in NDJSON, one a gateway; `at` in milliseconds from the start. */
  requests: { at: number; texts: string[] }[];
  readings: number;
};

/** 2,000 devices that each send once a second, through ten gateways that each post what their devices sent. */
const gateways = 10;
const devicesOfGateway = 200;

/** Of the trace. Every second is like every other. */
const seconds = 10;

const start = Date.UTC(2026, 0, 1);

export const traces = (): Trace[] => [
  traceOf('300 B, 7 measures', measures.slice(0, 7), {}),
  traceOf('1 KB, 20 measures', measures, attributes),
];

const traceOf = (name: string, used: Measure[], rest: object): Trace => {
  const random = seededRandom(1);
  const devices = Array.from(
    { length: gateways * devicesOfGateway },
    (_, index) => `hospital-3-icu-monitor-${String(index).padStart(4, '0')}`,
  );
  const walks = new Map(devices.map((device) => [device, used.map(({ from, to }) => (from + to) / 2)]));
  const reading = (deviceId: string, at: number): string => {
    const values = walks.get(deviceId) ?? [];
    used.forEach(({ from, to, digits }, index) => {
      const step = ((random() - 0.5) * (to - from)) / 10;
      values[index] = Number(Math.min(to, Math.max(from, (values[index] ?? from) + step)).toFixed(digits));
    });
    return JSON.stringify({
      deviceId,
      time: new Date(start + at - Math.floor(random() * 1000)).toISOString(),
      id: `${start + at}-${Math.floor(random() * 1e6)}`,
      measures: Object.fromEntries(used.map(({ name: measure }, index) => [measure, values[index]])),
      ...rest,
    });
  };
  const requests = Array.from({ length: seconds * gateways }, (_, index) => {
    const at = (index * 1000) / gateways;
    const gateway = index % gateways;
    const own = devices.slice(gateway * devicesOfGateway, (gateway + 1) * devicesOfGateway);
    return { at, texts: own.map((device) => reading(device, at)) };
  });
  return {
    name,
    type: {
      name: 'monitor',
      unknownMeasures: 'set-aside',
      measures: Object.fromEntries(used.map(({ name: measure, unit, code }) => [measure, { unit, code }])),
    },
    devices,
    requests,
    readings: requests.reduce((sum, { texts }) => sum + texts.length, 0),
  };
};

type Measure = { name: string; unit: string; code: string; from: number; to: number; digits: number };

const measure = (name: string, unit: string, code: string, from: number, to: number, digits = 1): Measure => ({
  name,
  unit,
  code: `loinc|${code}`,
  from,
  to,
  digits,
});

/** Of an intensive-care monitor, with their LOINC codes. */
const measures: Measure[] = [
  measure('heart-rate', '/min', '8867-4', 50, 140),
  measure('respiratory-rate', '/min', '9279-1', 8, 35),
  measure('oxygen-saturation', '%', '59408-5', 85, 100),
  measure('body-temperature', 'Cel', '8310-5', 35, 40, 1),
  measure('systolic-pressure', 'mm[Hg]', '8480-6', 80, 190),
  measure('diastolic-pressure', 'mm[Hg]', '8462-4', 40, 110),
  measure('mean-pressure', 'mm[Hg]', '8478-0', 55, 130),
  measure('central-venous-pressure', 'mm[Hg]', '60985-9', 0, 20),
  measure('pulmonary-systolic-pressure', 'mm[Hg]', '8440-0', 15, 60),
  measure('pulmonary-diastolic-pressure', 'mm[Hg]', '8385-7', 5, 30),
  measure('cardiac-output', 'L/min', '8741-1', 2, 9, 2),
  measure('intracranial-pressure', 'mm[Hg]', '60956-0', 0, 30),
  measure('end-tidal-carbon-dioxide', 'mm[Hg]', '19891-1', 25, 60),
  measure('inspired-oxygen-fraction', '%', '19994-3', 21, 100),
  measure('tidal-volume', 'mL', '20112-9', 250, 700),
  measure('peak-airway-pressure', 'cm[H2O]', '60951-1', 8, 40, 1),
  measure('positive-end-expiratory-pressure', 'cm[H2O]', '20077-4', 3, 18, 1),
  measure('bispectral-index', '1', '73806-6', 20, 98),
  measure('pulse-rate', '/min', '8889-8', 50, 140),
  measure('perfusion-index', '%', '61006-3', 0.2, 18, 2),
];

const attributes = {
  attributes: {
    firmware: '4.12.7-build.20251104',
    'serial-number': 'CH-2219-000417-A',
    'network-interface': 'wlan0/hospital-iot-5ghz',
    'battery-level': 96,
    'signal-strength': -51,
    'alarm-paused': false,
    'patient-category': 'adult',
    'screen-layout': 'intensive-care-hemodynamics',
    'cable-set': 'ecg-12-lead+spo2+nibp+2xibp+co2',
    configuration: 'icu-adult-default-2025-10',
  },
};
