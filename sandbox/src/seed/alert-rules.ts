import type { AlertRule } from '@millrace/shared/contracts/alert-rule';

const monitors = { deviceType: 'bedside-monitor' };

/** Rules that a ward might begin with. Limits are examples, not medical advice. */
export const alertRules: AlertRule[] = [
  {
    id: 'tachycardia',
    summary: 'Heart rate above 130/min for 20 s',
    severity: 'critical',
    select: monitors,
    measure: 'heart-rate',
    condition: { above: 130 },
    for: 20,
    clear: { limit: 120, for: 10 },
    enabled: true,
  },
  {
    id: 'desaturation',
    summary: 'Oxygen saturation below 90 % for 15 s',
    severity: 'critical',
    select: monitors,
    measure: 'oxygen-saturation',
    condition: { below: 90 },
    for: 15,
    clear: { limit: 93, for: 10 },
    enabled: true,
  },
  {
    id: 'fever',
    summary: 'Body temperature above 39 Cel',
    severity: 'warning',
    select: monitors,
    measure: 'body-temperature',
    condition: { above: 39 },
    for: 0,
    clear: { limit: 38.5, for: 0 },
    enabled: true,
  },
  {
    id: 'probe-off',
    summary: 'The pulse oximeter is off the patient for 5 s',
    severity: 'warning',
    select: monitors,
    measure: 'pulse-oximeter',
    condition: { equal: 'off' },
    for: 5,
    clear: { for: 2 },
    enabled: true,
  },
  {
    id: 'cpu-busy',
    summary: 'CPU busier than 90 % for 30 s',
    severity: 'info',
    select: { deviceType: 'host' },
    measure: 'system.cpu.utilization',
    condition: { above: 0.9 },
    for: 30,
    clear: { limit: 0.8, for: 10 },
    enabled: true,
  },
];
