import type { UserRecord } from '@millrace/shared/runtime/kpl';

/** A stream that does not take the records at the given places. */
export const aStream = (untaken: number[] = []) => {
  const taken: UserRecord[] = [];
  return {
    taken,
    texts: () => taken.map(({ data }) => data.toString('utf8')),
    put: async <T extends UserRecord>(records: readonly T[]): Promise<T[]> => {
      taken.push(...records.filter((_, index) => !untaken.includes(index)));
      return records.filter((_, index) => untaken.includes(index));
    },
  };
};
