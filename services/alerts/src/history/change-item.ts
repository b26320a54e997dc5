import type { AlertNotification } from '@millrace/shared/contracts/alert-notification';
import type { Item } from '@millrace/shared/runtime/get-items';

/** Seconds that a change is kept for the API: 400 days. The lake keeps it for longer. */
const keptFor = 400 * 24 * 3600;

/** The changes of an alert stand together, in their order. One that ended an alert is found by its tenant and time as well. */
export const toItem = (change: AlertNotification): Item => ({
  alertId: { S: change.alertId },
  number: { N: String(change.number) },
  change: { S: JSON.stringify(change) },
  ...(change.change === 'cleared' ? { closedFor: { S: change.tenant }, time: { N: String(change.time) } } : {}),
  expiresAt: { N: String(Math.ceil(change.time / 1000) + keptFor) },
});

/** Only `toItem` writes the table, so an item is taken at its word. */
export const fromItem = (item: Item): AlertNotification => JSON.parse(item.change?.S ?? '');
