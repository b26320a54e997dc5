import { devicesOf } from './devices-of.ts';
import type { SetAside } from './set-aside.ts';

/** What a command is about; what is left out selects everything. */
export type Selection = {
  /** Arrival in the stream, epoch milliseconds: from here on. */
  from?: number | undefined;
  /** Arrival before that. */
  to?: number | undefined;
  ids?: readonly string[] | undefined;
  reason?: string | undefined;
  /** Function that set it aside, or that Lambda gave up calling: `ingest-accept`. */
  by?: string | undefined;
  device?: string | undefined;
};

export const isSelected =
  ({ from, to, ids, reason, by, device }: Selection) =>
  (record: SetAside): boolean =>
    (from === undefined || record.arrivedAt >= from) &&
    (to === undefined || record.arrivedAt < to) &&
    (ids === undefined || ids.includes(record.id)) &&
    (reason === undefined || record.reason === reason) &&
    (by === undefined || record.by === by) &&
    (device === undefined || devicesOf(record).includes(device));
