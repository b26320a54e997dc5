/**
 * Bad data is a value: either what was parsed, or why it was set aside. A parser never throws on its input.
 */
export type Parsed<T> = { ok: T } | { setAside: Reason };

/** `detail` is for people and never holds payload values; `pointer` is the JSON Pointer (RFC 6901) of the offending field. */
export type Reason = { code: ReasonCode; detail: string; pointer?: string };

export const reasonCodes = [
  'aggregate-damaged',
  'gzip-damaged',
  'not-utf8',
  'json-malformed',
  'key-repeated',
  'key-forbidden',
  'too-many-keys',
  'too-deep',
  'schema-violation',
  'time-in-future',
  'time-in-past',
  'device-mismatch',
  'device-unknown',
  'tenant-mismatch',
  'measure-unknown',
  'unit-unknown',
  'value-implausible',
  'hot-store-rejected',
  'too-large',
] as const;
export type ReasonCode = (typeof reasonCodes)[number];

export const setAside = (code: ReasonCode, detail: string, pointer?: string): { setAside: Reason } => ({
  setAside: pointer === undefined ? { code, detail } : { code, detail, pointer: short(pointer) },
});

/** Every field of our contracts has a shorter one; a key that a sender made up may be as long as a record. */
const maxPointer = 128;

/** Cut behind its last whole part, which points at what holds the offending field. */
const short = (pointer: string): string =>
  pointer.length <= maxPointer ? pointer : pointer.slice(0, pointer.lastIndexOf('/', maxPointer));
