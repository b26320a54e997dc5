import type { AlertNotification } from '../contracts/alert-notification.ts';

/** A valid raise of an alert; name only what the test is about. */
export const anAlertNotification = (given: Partial<AlertNotification> = {}): AlertNotification => ({
  version: 2,
  alertId: 'tachycardia~monitor-01~1764000000000',
  notificationId: 'tachycardia~monitor-01~1764000000000/1',
  number: 1,
  change: 'raised',
  status: 'active',
  rule: 'tachycardia',
  rulesVersion: 1,
  severity: 'warning',
  severities: ['warning'],
  step: 0,
  summary: 'Heart rate is high',
  tenant: 'ward-a',
  deviceId: 'monitor-01',
  deviceType: 'bedside-monitor',
  site: 'ward-3',
  measure: 'heart-rate',
  value: 130,
  raisedAt: 1_764_000_000_000,
  time: 1_764_000_000_000,
  ...given,
});
