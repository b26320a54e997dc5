import { type BinaryReader, type BinaryWriter, WireType } from '@bufbuild/protobuf/wire';

/**
 * The scalar kinds and how a value of each is held, which is how OTLP/JSON spells it: 64-bit integers as decimal text, `bytes` as
 * base64, `id` (bytes, too: trace and span ids) as lower-case hex.
 */
export type Scalars = {
  string: string;
  bool: boolean;
  double: number;
  bytes: string;
  id: string;
  enum: number;
  int32: number;
  sint32: number;
  uint32: number;
  fixed32: number;
  int64: string;
  uint64: string;
  fixed64: string;
  sfixed64: string;
};
export type Scalar = keyof Scalars;

type ScalarRules<T> = {
  wireType: WireType;
  whenAbsent: T;
  read: (reader: BinaryReader) => T;
  write: (writer: BinaryWriter, value: T) => unknown;
  /** From a JSON value; undefined where it is none of this kind. */
  fromJson: (value: unknown) => T | undefined;
};

const rules = <T>(
  wireType: WireType,
  whenAbsent: T,
  read: (reader: BinaryReader) => T,
  write: (writer: BinaryWriter, value: T) => unknown,
  fromJson: (value: unknown) => T | undefined,
): ScalarRules<T> => ({ wireType, whenAbsent, read, write, fromJson });

const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
const truth = (value: unknown) => (typeof value === 'boolean' ? value : undefined);

/** Every number may be a text. */
const numeric = (value: unknown) =>
  typeof value === 'string' && /^-?\d+(\.\d+)?([eE][+-]?\d+)?$/.test(value) ? Number(value) : value;

const within = (min: number, max: number) => (value: unknown) =>
  typeof value === 'number' && Number.isInteger(value) && min <= value && value <= max ? value : undefined;
const enumValue = within(-(2 ** 31), 2 ** 31 - 1);
const signed32 = (value: unknown) => enumValue(numeric(value));
const natural32 = within(0, 2 ** 32 - 1);
const unsigned32 = (value: unknown) => natural32(numeric(value));

/** A bare number is taken, too, though above 2^53 whoever wrote it may have rounded it. */
const decimal = (min: bigint, max: bigint) => (value: unknown) => {
  if (typeof value === 'string' ? !/^-?\d{1,20}$/.test(value) : !Number.isInteger(value)) return undefined;
  const integer = BigInt(value as string | number);
  return min <= integer && integer <= max ? integer.toString() : undefined;
};
const signed64 = decimal(-(2n ** 63n), 2n ** 63n - 1n);
const unsigned64 = decimal(0n, 2n ** 64n - 1n);

const notFinite = new Map<unknown, number>([
  ['NaN', Number.NaN],
  ['Infinity', Number.POSITIVE_INFINITY],
  ['-Infinity', Number.NEGATIVE_INFINITY],
]);
const double = (value: unknown) => {
  const number = numeric(value);
  return typeof number === 'number' ? number : notFinite.get(value);
};

/** Both alphabets of base64, padded or not, as protobuf's JSON mapping takes them. */
const base64 = (value: unknown) =>
  typeof value === 'string' && /^[A-Za-z0-9+/_-]*={0,2}$/.test(value)
    ? Buffer.from(value, 'base64').toString('base64')
    : undefined;
const hex = (value: unknown) =>
  typeof value === 'string' && /^([0-9a-fA-F]{2})*$/.test(value) ? value.toLowerCase() : undefined;

const bytes = (reader: BinaryReader): Buffer => Buffer.from(reader.bytes());

const { Varint, Bit64, LengthDelimited, Bit32 } = WireType;

// biome-ignore format: a table
const scalars: { [Kind in Scalar]: ScalarRules<Scalars[Kind]> } = {
  string: rules(LengthDelimited, '', (from) => from.string(true), (to, value) => to.string(value), text),
  bool: rules(Varint, false, (from) => from.bool(), (to, value) => to.bool(value), truth),
  double: rules(Bit64, 0, (from) => from.double(), (to, value) => to.double(value), double),
  bytes: rules(LengthDelimited, '', (from) => bytes(from).toString('base64'), (to, value) => to.bytes(Buffer.from(value, 'base64')), base64),
  id: rules(LengthDelimited, '', (from) => bytes(from).toString('hex'), (to, value) => to.bytes(Buffer.from(value, 'hex')), hex),
  // OTLP/JSON takes no names of enum values, so no texts.
  enum: rules(Varint, 0, (from) => from.int32(), (to, value) => to.int32(value), enumValue),
  int32: rules(Varint, 0, (from) => from.int32(), (to, value) => to.int32(value), signed32),
  sint32: rules(Varint, 0, (from) => from.sint32(), (to, value) => to.sint32(value), signed32),
  uint32: rules(Varint, 0, (from) => from.uint32(), (to, value) => to.uint32(value), unsigned32),
  fixed32: rules(Bit32, 0, (from) => from.fixed32(), (to, value) => to.fixed32(value), unsigned32),
  int64: rules(Varint, '0', (from) => `${from.int64()}`, (to, value) => to.int64(value), signed64),
  uint64: rules(Varint, '0', (from) => `${from.uint64()}`, (to, value) => to.uint64(value), unsigned64),
  fixed64: rules(Bit64, '0', (from) => `${from.fixed64()}`, (to, value) => to.fixed64(value), unsigned64),
  sfixed64: rules(Bit64, '0', (from) => `${from.sfixed64()}`, (to, value) => to.sfixed64(value), signed64),
};

/** Of a kind that only the message's table knows. */
export const rulesOf = (kind: Scalar): ScalarRules<unknown> => scalars[kind] as ScalarRules<unknown>;
