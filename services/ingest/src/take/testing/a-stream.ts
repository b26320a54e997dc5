import type { UserRecord } from '@millrace/shared/runtime/kpl';
import type { Refused } from '@millrace/shared/runtime/retry';

/** A stream that does not take the records at the given places. */
export const aStream = (untaken: number[] = [], code = 'ProvisionedThroughputExceededException') => {
  const taken: UserRecord[] = [];
  return {
    taken,
    texts: () => taken.map(({ data }) => data.toString('utf8')),
    put: async <T extends UserRecord>(records: readonly T[]): Promise<Refused<T>[]> =>
      records.flatMap((entry, index) => {
        if (untaken.includes(index)) return [{ entry, code, retriable: true }];
        taken.push(entry);
        return [];
      }),
  };
};
