import { hash } from 'node:crypto';
import { AwsError } from '../../wire/aws-service.ts';

/** A part of the 128-bit hash key space, both ends included. */
export type HashRange = { start: bigint; end: bigint };

export const lastHashKey = 2n ** 128n - 1n;

/** `count` ranges of equal width, cut where AWS cuts them. */
export const evenRanges = (count: number): HashRange[] => {
  const width = (lastHashKey + 1n) / BigInt(count);
  return Array.from({ length: count }, (_, index) => ({
    start: BigInt(index) * width,
    end: index === count - 1 ? lastHashKey : BigInt(index + 1) * width - 1n,
  }));
};

/** The hash key of a record as 32 hex digits: comparing text spares a BigInt a record. */
export const hashKeyOf = (partitionKey: string, explicitHashKey: string | undefined): string =>
  explicitHashKey === undefined ? hash('md5', partitionKey, 'hex') : hexOf(BigInt(explicitHashKey));

export const hexOf = (hashKey: bigint): string => hashKey.toString(16).padStart(32, '0');

/** Reads a decimal hash key, or throws `InvalidArgumentException` for one that is not within 128 bits. */
export const parseHashKey = (text: string): bigint => {
  if (!/^(0|[1-9]\d{0,38})$/.test(text) || BigInt(text) > lastHashKey)
    throw new AwsError(
      'InvalidArgumentException',
      `Invalid hash key ${text}: it must be a decimal from 0 to 2^128 - 1.`,
    );
  return BigInt(text);
};
