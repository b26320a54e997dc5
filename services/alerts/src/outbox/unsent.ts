import type { AlertNotification } from '@millrace/shared/contracts/alert-notification';
import type { News } from '../engine/device-state.ts';

/** Where a change goes: to subscribers, alone or through its group; to the bus; into the history. */
export const channels = ['topic', 'group', 'bus', 'history'] as const;
export type Channel = (typeof channels)[number];

/** A change, and where it is not yet known to have arrived. */
export type Unsent = { notification: AlertNotification; to: readonly Channel[]; group?: string };

export const unsentOf = ({ notification, isLoud, group }: News): Unsent => {
  const silent = ['bus', 'history'] as const;
  if (!isLoud) return { notification, to: silent };
  return group === undefined
    ? { notification, to: ['topic', ...silent] }
    : { notification, to: ['group', ...silent], group };
};

/** Bytes of changes from which on no more are added before these are sent; the last reading may go beyond. */
export const outboxBytes = 64 * 1024;

export const sizeOf = (outbox: readonly Unsent[]): number =>
  outbox.length === 0 ? 0 : Buffer.byteLength(JSON.stringify(outbox));
