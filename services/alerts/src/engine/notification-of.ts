import type { AlertNotification } from '@millrace/shared/contracts/alert-notification';
import type { Change } from './life/change.ts';
import { type Alert, severityOf } from './life/life.ts';
import type { Device } from './life/setting.ts';

type About = {
  ruleId: string;
  summary: string;
  severity: AlertNotification['severity'];
  device: Device;
  rulesVersion: number;
};

/** A change as others are told of it. */
export const notificationOf = (
  { ruleId, summary, severity, device, rulesVersion }: About,
  { isLoud: _, alert, ...change }: Change,
  number: number,
): AlertNotification => {
  const { deviceId } = device;
  const alertId = alertIdOf(ruleId, deviceId, alert);
  return {
    version: 2,
    alertId,
    notificationId: `${alertId}/${number}`,
    number,
    rule: ruleId,
    rulesVersion,
    ...(alert ? told(alert) : { ...untold(device), summary, severity }),
    deviceId,
    ...change,
    ...(change.change === 'cleared' ? { clearedAt: change.time } : {}),
  };
};

/**
 * The same whenever the same readings raise the same alert. Device ids have no `~`, nor have rules; of one rule on one device
 * every raise has an instant of its own, for what it went by was then decided on.
 */
export const alertIdOf = (ruleId: string, deviceId: string, alert: Pick<Alert, 'raisedAt'> | undefined): string =>
  [ruleId, deviceId, ...(alert ? [alert.raisedAt] : [])].join('~');

const told = (alert: Alert) => ({
  ...{ severity: severityOf(alert), severities: [...alert.severities], step: alert.step ?? 0, summary: alert.summary },
  ...{ tenant: alert.tenant, deviceType: alert.deviceType, site: alert.site, raisedAt: alert.raisedAt },
  ...(alert.measure === undefined ? {} : { measure: alert.measure }),
  ...(alert.acknowledgedAt === undefined ? {} : { acknowledgedAt: alert.acknowledgedAt }),
  ...(alert.returnedAt === undefined ? {} : { returnedAt: alert.returnedAt }),
  ...(alert.assignee === undefined ? {} : { assignee: alert.assignee }),
});

const untold = ({ tenant, deviceType, site }: Device) => ({
  ...{ tenant, deviceType, site, step: 0 },
  severities: [] as AlertNotification['severities'],
});
