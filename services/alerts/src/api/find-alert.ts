import type { AlertNotification } from '@millrace/shared/contracts/alert-notification';
import { Problem } from '@millrace/shared/runtime/http';
import type { DeviceRecord } from '../devices/device-record.ts';
import { alertIn } from '../engine/life/life.ts';
import { type Alert, openAlert, toldAlert } from './alert.ts';
import type { AlertId } from './alert-id.ts';

type Ports = {
  /** The last change of an alert in the history. */
  lastChange: (alertId: string) => Promise<AlertNotification | undefined>;
};

/**
 * An alert of the tenant, on or over; undefined where there is none. One that is over is in the device's outbox until the
 * history has its end, so the record must have been read before the history is.
 */
export const findAlert =
  ({ lastChange }: Ports) =>
  async (record: DeviceRecord, id: AlertId, tenant: string): Promise<Alert | undefined> => {
    const life = record.state.rules.get(id.rule)?.life;
    const alert = life && alertIn(life);
    if (life && alert?.raisedAt === id.raisedAt && alert.tenant === tenant)
      return openAlert(id.rule, id.deviceId, life, alert);
    const isOf = ({ alertId }: AlertNotification) => alertId === id.text;
    const untold = record.outbox.findLast(({ notification }) => isOf(notification))?.notification;
    const last = untold ?? (await lastChange(id.text));
    return last?.tenant === tenant ? toldAlert(last) : undefined;
  };

/** The same for an alert of another tenant and for none at all. */
export const unknownAlert = (): Problem => new Problem(404, 'alert-unknown', 'There is no such alert.');
