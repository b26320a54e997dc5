import { hash } from 'node:crypto';
import type { AlertNotification } from '@millrace/shared/contracts/alert-notification';
import type { AlertRule } from '@millrace/shared/contracts/alert-rule';
import type { EnrichedReading } from '@millrace/shared/contracts/enriched-reading';
import type { Alert } from './rule-state.ts';

/** The alert that a reading raises. */
export const alertOf = (rule: AlertRule, reading: EnrichedReading): Alert => ({
  alertId: alertId(rule.id, reading.deviceId, reading.time),
  severity: rule.severity,
  summary: rule.summary,
  tenant: reading.tenant,
  deviceType: reading.deviceType,
  site: reading.site,
  measure: rule.measure,
  raisedAt: reading.time,
});

/**
 * The same whenever the same reading raises the same rule's alert. The raising reading's time names the episode: the next
 * one is raised by a later reading, since every state ignores what is not newer. The first breach would name it as well,
 * but is not what subscribers know as `raisedAt`. 132 bits of the digest.
 */
const alertId = (rule: string, deviceId: string, raisedAt: number): string =>
  hash('sha256', `${rule}\n${deviceId}\n${raisedAt}`, 'base64url').slice(0, 22);

export const raised = (rule: string, alert: Alert, reading: EnrichedReading): AlertNotification => ({
  ...changed(rule, 'raised', alert, reading),
  ...measured(alert, reading),
});

export const recovered = (rule: string, alert: Alert, reading: EnrichedReading): AlertNotification => ({
  ...changed(rule, 'cleared', alert, reading),
  ...measured(alert, reading),
  clearedAt: reading.time,
  clearedBecause: 'recovered',
});

export const withdrawn = (rule: string, alert: Alert, reading: EnrichedReading): AlertNotification => ({
  ...changed(rule, 'cleared', alert, reading),
  clearedAt: reading.time,
  clearedBecause: 'rule-withdrawn',
});

const changed = (
  rule: string,
  change: AlertNotification['change'],
  alert: Alert,
  { deviceId }: EnrichedReading,
): AlertNotification => ({
  version: 1,
  notificationId: `${alert.alertId}/${change}`,
  change,
  rule,
  deviceId,
  ...alert,
});

const measured = ({ measure }: Alert, { measures }: EnrichedReading): Pick<AlertNotification, 'value' | 'unit'> => {
  const { value, unit } = measures[measure] ?? {};
  return { ...(value === undefined ? {} : { value }), ...(unit === undefined ? {} : { unit }) };
};
