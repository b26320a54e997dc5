/**
 * Sequence numbers have 56 decimal digits, as AWS's have: as text they sort as they do as numbers. One counter serves all
 * streams, so numbers of a stream that is deleted and made again never repeat.
 */
export const sequenceNumber = (count: number): string => `49${String(count).padStart(54, '0')}`;

export const isSequenceNumber = (text: string): boolean => /^49\d{54}$/.test(text);

/** The position right before a record: reading after it starts with that record. */
export const positionBefore = (number: string): string => String(BigInt(number) - 1n);
