import type { AlertNotification } from '@millrace/shared/contracts/alert-notification';
import type { Item } from '@millrace/shared/runtime/get-items';
import type { RuleState } from './rule-state.ts';

/** Where a notification goes: subscribers of the SNS topic, and the bus. */
export const channels = ['topic', 'bus'] as const;
export type Channel = (typeof channels)[number];

/** A notification, and where it is not yet known to have arrived. */
export type Unsent = { notification: AlertNotification; to: readonly Channel[] };

/**
 * All that alerting knows of one device, written in one piece: a decision and the duty to tell of it are never apart.
 *
 * An item of DynamoDB holds 400 KB. Here at most 64 rules select a device, so as many alerts are on (2 KB each); a rule
 * that once touched it and is still in the file costs 120 bytes, of at most 1000; the outbox closes at 64 KB.
 */
export type DeviceRecord = {
  deviceId: string;
  /** Counts the writes; 0 is a device that nothing was written of. */
  version: number;
  /** By rule id. A rule that is not here has never left normal. */
  states: ReadonlyMap<string, RuleState>;
  /** In the order in which the alerts changed. */
  outbox: readonly Unsent[];
};

/** Bytes of notifications from which on no more are added before these are sent; the last one may go beyond. */
export const outboxBytes = 64 * 1024;

export const emptyRecord = (deviceId: string): DeviceRecord => ({
  deviceId,
  version: 0,
  states: new Map(),
  outbox: [],
});

/** States and outbox are JSON texts: DynamoDB never looks inside, and an operator can read them. */
export const toItem = ({ deviceId, version, states, outbox }: DeviceRecord) => ({
  deviceId: { S: deviceId },
  version: { N: String(version) },
  states: { S: JSON.stringify(Object.fromEntries(states)) },
  outbox: { S: JSON.stringify(outbox) },
});

/** Only `toItem` writes the table, so an item is taken at its word. */
export const fromItem = (item: Item): DeviceRecord => ({
  deviceId: item.deviceId?.S ?? '',
  version: Number(item.version?.N),
  states: new Map(Object.entries(JSON.parse(item.states?.S ?? '{}'))),
  outbox: JSON.parse(item.outbox?.S ?? '[]'),
});
