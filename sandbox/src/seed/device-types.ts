import type { DeviceType } from '@millrace/shared/contracts/device-registry';

/** A bedside monitor: vitals with their LOINC codes, and ranges outside of which a value cannot be a living patient's. */
const bedsideMonitor: DeviceType = {
  name: 'bedside-monitor',
  unknownMeasures: 'set-aside',
  measures: {
    'heart-rate': { unit: '/min', code: 'loinc|8867-4', plausible: [0, 350] },
    'respiratory-rate': { unit: '/min', code: 'loinc|9279-1', plausible: [0, 120] },
    'oxygen-saturation': { unit: '%', code: 'loinc|59408-5', plausible: [0, 100] },
    'body-temperature': { unit: 'Cel', code: 'loinc|8310-5', plausible: [20, 45] },
    'systolic-pressure': { unit: 'mm[Hg]', code: 'loinc|8480-6', plausible: [0, 350] },
    'diastolic-pressure': { unit: 'mm[Hg]', code: 'loinc|8462-4', plausible: [0, 300] },
    'pulse-oximeter': {},
  },
};

/** A computer, under OpenTelemetry's system metrics. */
const host: DeviceType = {
  name: 'host',
  unknownMeasures: 'pass',
  measures: {
    'system.cpu.utilization': { unit: '1', plausible: [0, 1] },
    'system.cpu.load_average.1m': {},
    'system.memory.utilization': { unit: '1', plausible: [0, 1] },
    'system.filesystem.utilization': { unit: '1', plausible: [0, 1] },
    'system.network.io': { unit: 'By' },
  },
};

/** Whatever a replayed file holds. */
const replayed: DeviceType = { name: 'replayed', unknownMeasures: 'pass', measures: {} };

export const deviceTypes: DeviceType[] = [bedsideMonitor, host, replayed];
