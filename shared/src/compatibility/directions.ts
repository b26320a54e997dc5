/** Who meets whom across versions. */
export type Directions = {
  /** Readers of the newer contract meet what senders by the older one sent. */
  readsOlder: boolean;
  /** Readers of the older contract meet what senders by the newer one send. */
  isReadByOlder: boolean;
};

/** They keep the bytes and look into none. */
const unreading = ['etl/archive'];

/**
 * Follows from the channel table. What lies in a stream, a bucket or a retry is read by newer functions than sent it, so every
 * reader of ours reads what was sent before. Older readers are those outside, who change when they like, and those of
 * other services, for services deploy one by one.
 */
export const directionsOf = ({ from, to }: { from: readonly string[]; to: readonly string[] }): Directions => {
  const senders = from.filter(isOurs);
  const readers = to.filter((reader) => !unreading.includes(reader));
  const isElsewhere = (reader: string) => senders.some((sender) => serviceOf(sender) !== serviceOf(reader));
  return {
    readsOlder: readers.some(isOurs),
    isReadByOlder: senders.length > 0 && readers.some((reader) => !isOurs(reader) || isElsewhere(reader)),
  };
};

const isOurs = (end: string): boolean => end !== 'outside';

const serviceOf = (end: string): string => end.slice(0, end.indexOf('/'));
