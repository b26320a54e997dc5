import fc from 'fast-check';
import type { Message, NamedField } from '../wire/message.ts';
import type { Scalar } from '../wire/scalars.ts';

/** Arbitraries of fields by their names, where not any value will do. */
type Given = Record<string, fc.Arbitrary<unknown>>;

/** Any message that its table allows, at most one of its choices set. Attribute values nest `depth` messages deep. */
export const anyMessage = <T>(message: Message<T>, given: Given = {}, depth = 12): fc.Arbitrary<T> =>
  anyValues(message, given, depth) as fc.Arbitrary<T>;

/** The OTLP/JSON text of a message. */
export const toOtlpJson = (value: unknown): string =>
  JSON.stringify(value, (_, each) => (typeof each === 'number' && !Number.isFinite(each) ? String(each) : each));

const anyValues = ({ fields }: Message, given: Given, depth: number): fc.Arbitrary<object> => {
  const within = fields.filter(({ kind, name }) => depth > 0 || typeof kind === 'string' || name in given);
  const own = (field: NamedField) => given[field.name] ?? anyField(field, given, depth);
  const choices = within.filter(({ presence }) => presence === 'choice');
  const rest = within.filter(({ presence }) => presence !== 'choice');
  const chosen = choices.map((field) => own(field).map((value) => ({ [field.name]: value })));
  const model = Object.fromEntries(rest.map((field) => [field.name, own(field)]));
  // A required field is there more often than not, so that most messages mean something.
  return fc
    .tuple(
      fc.record(model, { requiredKeys: rest.map(({ name }) => name).filter((name) => name in given) }),
      fc.oneof(fc.constant({}), ...chosen),
    )
    .map(([values, choice]) => ({ ...values, ...choice }));
};

const anyField = ({ kind, presence }: NamedField, given: Given, depth: number): fc.Arbitrary<unknown> => {
  const one = typeof kind === 'string' ? scalars[kind] : anyValues(kind(), given, depth - 1);
  return presence === 'list' ? fc.array(one, { maxLength: 3 }) : one;
};

const signed32 = fc.integer();
const unsigned32 = fc.nat(0xffffffff);
const signed64 = fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String);
const unsigned64 = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }).map(String);
const bytes = (encoding: 'base64' | 'hex', maxLength: number) =>
  fc.uint8Array({ maxLength }).map((array) => Buffer.from(array).toString(encoding));

const scalars: Record<Scalar, fc.Arbitrary<unknown>> = {
  // Without halves of surrogate pairs, which protobuf cannot write.
  string: fc.string({ unit: 'binary', maxLength: 12 }),
  bool: fc.boolean(),
  // JSON.stringify knows no -0.
  double: fc.double().map((value) => (Object.is(value, -0) ? 0 : value)),
  bytes: bytes('base64', 8),
  id: bytes('hex', 16),
  enum: fc.nat(30),
  int32: signed32,
  sint32: signed32,
  uint32: unsigned32,
  fixed32: unsigned32,
  int64: signed64,
  uint64: unsigned64,
  fixed64: unsigned64,
  sfixed64: signed64,
};
