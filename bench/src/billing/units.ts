/** What a bill is made of, by kind; always of the same readings. Bytes are in GiB, as AWS counts a GB. */
export const kinds = [
  'Kinesis put units (25 KB)',
  'Kinesis shard hours, full',
  'Kinesis GB in, on demand',
  'Kinesis GB out, on demand',
  'Timestream write units (1 KB)',
  'Firehose GB (5 KB a record)',
  'Lambda invocations',
  'S3 PUTs',
  'EventBridge events',
] as const;
export type Kind = (typeof kinds)[number];
export type Units = Record<Kind, number>;

/**
 * USD a unit, us-east-1. Source: the services' pricing pages. A shard takes 1 MB or 1,000 records a second, and is paid by the
 * hour however full; here it is full.
 */
export const prices: Units = {
  'Kinesis put units (25 KB)': 0.014e-6,
  'Kinesis shard hours, full': 0.015,
  'Kinesis GB in, on demand': 0.08,
  'Kinesis GB out, on demand': 0.04,
  'Timestream write units (1 KB)': 0.5e-6,
  'Firehose GB (5 KB a record)': 0.029,
  'Lambda invocations': 0.2e-6,
  'S3 PUTs': 5e-6,
  'EventBridge events': 1e-6,
};

/** A stream is paid in one of two ways. The templates deploy on demand. */
export const paidOnlyWith = {
  provisioned: ['Kinesis put units (25 KB)', 'Kinesis shard hours, full'],
  'on demand': ['Kinesis GB in, on demand', 'Kinesis GB out, on demand'],
} as const satisfies Record<string, readonly Kind[]>;
export type Mode = keyof typeof paidOnlyWith;
export const modes = Object.keys(paidOnlyWith) as Mode[];

/** USD of all kinds together. */
export const dollars = (units: Units, mode: Mode): number => {
  const unpaid = new Set<Kind>(modes.filter((each) => each !== mode).flatMap((each) => paidOnlyWith[each]));
  return kinds.filter((kind) => !unpaid.has(kind)).reduce((sum, kind) => sum + units[kind] * prices[kind], 0);
};

export const scaled = (units: Units, factor: number): Units =>
  Object.fromEntries(kinds.map((kind) => [kind, units[kind] * factor])) as Units;

export const gibibyte = 2 ** 30;

/** Hours that one shard would be full with so many records and bytes. */
export const shardHours = (records: number, bytes: number): number => Math.max(bytes / 2 ** 20, records / 1000) / 3600;
