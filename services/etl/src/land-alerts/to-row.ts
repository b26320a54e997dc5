import type { AlertChangeRow } from '@millrace/shared/contracts/alert-change-row';
import type { AlertNotification } from '@millrace/shared/contracts/alert-notification';
import { storable } from '../rows/storable.ts';
import { valueColumns } from '../rows/value-columns.ts';

/** A change of a kind that came into being after this was deployed is history, too. */
export type AnyAlertChange = Omit<AlertNotification, 'change'> & { change: string };

const noValue = { value_number: null, value_text: null };

export const toRow = (change: AnyAlertChange): AlertChangeRow => ({
  notification_id: storable(change.notificationId),
  alert_id: storable(change.alertId),
  number: change.number,
  change: storable(change.change),
  status: change.status,
  rule: storable(change.rule),
  rules_version: change.rulesVersion,
  severity: change.severity,
  step: change.step,
  summary: storable(change.summary),
  tenant: change.tenant,
  device_id: change.deviceId,
  device_type: storable(change.deviceType),
  site: storable(change.site),
  measure: textOrNull(change.measure),
  ...(change.value === undefined ? noValue : valueColumns(change.value)),
  unit: textOrNull(change.unit),
  raised_ms: change.raisedAt ?? null,
  time_ms: change.time,
  acknowledged_ms: change.acknowledgedAt ?? null,
  returned_ms: change.returnedAt ?? null,
  cleared_ms: change.clearedAt ?? null,
  cleared_because: change.clearedBecause ?? null,
  until_ms: change.until ?? null,
  by_person: change.by !== undefined,
});

const textOrNull = (text: string | undefined): string | null => (text === undefined ? null : storable(text));
