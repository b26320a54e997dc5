import type { Reason } from '@millrace/shared/contracts/parsed';
import type { Delivered, Outcome } from '@millrace/shared/runtime/kinesis-batch';
import type { UserRecord } from '@millrace/shared/runtime/kpl';
import { count } from '@millrace/shared/runtime/observability';
import type { Refused } from '@millrace/shared/runtime/retry';
import type { Accepted } from './accept-reading.ts';

type Ports = {
  /** Puts records in order per key; answers those that the stream did not take. */
  put: <T extends UserRecord>(records: readonly T[]) => Promise<Refused<T>[]>;
};

/** Passes accepted readings on; those that the stream refused come again from where they failed. */
export const acceptReadings =
  ({ put }: Ports) =>
  async (records: Delivered<Accepted>[]): Promise<Outcome<Reason>> => {
    const refused = await put(records.map(({ value, delivery }) => ({ ...value, delivery })));
    count('ReadingsAccepted', records.length - refused.length);
    return { failed: refused.map(({ entry }) => entry.delivery), bad: [] };
  };
