import type { UserRecord } from '@millrace/shared/runtime/kpl';
import type { Refused } from '@millrace/shared/runtime/retry';
import { limits } from '../../clock/testing/limits.ts';
import { takeReadings } from '../take-readings.ts';

/** A stream that does not take the records at the given places, and the taking of readings into it. */
export const aStream = (untaken: number[] = [], code = 'ProvisionedThroughputExceededException') => {
  const taken: UserRecord[] = [];
  const signals: (AbortSignal | undefined)[] = [];
  const put = async <T extends UserRecord>(records: readonly T[], signal?: AbortSignal): Promise<Refused<T>[]> => {
    signals.push(signal);
    return records.flatMap((entry, index) => {
      if (untaken.includes(index)) return [{ entry, code, retriable: true }];
      taken.push(entry);
      return [];
    });
  };
  return {
    taken,
    signals,
    texts: () => taken.map(({ data }) => data.toString('utf8')),
    take: takeReadings({ put, limits, now: () => 1_764_000_001_000 }),
  };
};
