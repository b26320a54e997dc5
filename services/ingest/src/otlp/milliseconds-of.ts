/**
 * Epoch milliseconds of epoch nanoseconds, both as decimal text: a reading's time, like every store's here, has milliseconds. What is
 * below is cut off, never rounded, so that no time moves into the future.
 */
export const millisecondsOf = (nanoseconds: string): string => nanoseconds.slice(0, -6) || '0';
