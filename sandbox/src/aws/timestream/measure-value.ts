export type MeasureType = 'BIGINT' | 'BOOLEAN' | 'DOUBLE' | 'TIMESTAMP' | 'VARCHAR';

/** A BIGINT is a bigint; a TIMESTAMP is a bigint of epoch nanoseconds. */
export type Value = bigint | boolean | number | string;

export const nanosecondsIn: Record<string, bigint> = {
  NANOSECONDS: 1n,
  MICROSECONDS: 1_000n,
  MILLISECONDS: 1_000_000n,
  SECONDS: 1_000_000_000n,
};

/**
 * Reads a measure's text, or nothing when it is not of its type. NaN and infinities are none: Timestream does not store
 * them.
 */
export const parseMeasureValue = (type: MeasureType, text: string, timeUnit: bigint): Value | undefined => {
  switch (type) {
    case 'VARCHAR':
      return text;
    case 'BOOLEAN':
      return /^(true|false)$/i.test(text) ? text.toLowerCase() === 'true' : undefined;
    case 'DOUBLE':
      return decimal.test(text) && Number.isFinite(Number(text)) ? Number(text) : undefined;
    case 'BIGINT': {
      const number = /^[+-]?\d{1,19}$/.test(text) ? BigInt(text) : undefined;
      return number !== undefined && BigInt.asIntN(64, number) === number ? number : undefined;
    }
    case 'TIMESTAMP':
      return parseTime(text, timeUnit);
  }
};

/** Epoch nanoseconds, or nothing when the text is no time that 64 bits of nanoseconds hold (up to the year 2262). */
export const parseTime = (text: string, timeUnit: bigint): bigint | undefined => {
  if (!/^\d{1,19}$/.test(text)) return undefined;
  const nanoseconds = BigInt(text) * timeUnit;
  return nanoseconds <= lastTime ? nanoseconds : undefined;
};

/** The largest but one is infinity to DuckDB. */
const lastTime = 2n ** 63n - 2n;

const decimal = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;

/** Bytes that Timestream counts for a value: developer guide, metering of writes. */
export const valueBytes = (type: MeasureType, text: string): number =>
  type === 'VARCHAR' ? Buffer.byteLength(text) : type === 'BOOLEAN' ? 1 : 8;
