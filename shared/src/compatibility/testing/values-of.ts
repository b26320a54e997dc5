import fc from 'fast-check';
import { alternativesOf, isTuple, mapOf, requiredOf, type Schema } from '../schema.ts';

/** What senders by a contract may send: the fields that it declares and no others. */
export const valuesOf = (schema: Schema): fc.Arbitrary<unknown> => fc.oneof(...alternativesOf(schema).map(valuesOfOne));

const valuesOfOne = (schema: Schema): fc.Arbitrary<unknown> => {
  const { minimum, maximum } = schema as { minimum?: number; maximum?: number };
  if ('const' in schema) return fc.constant(schema.const);
  switch (schema.type) {
    case 'string':
      return textsOf(schema);
    case 'integer':
      return fc.maxSafeInteger().map((value) => {
        const atLeast = Math.max(minimum ?? value, value);
        return Math.min(maximum ?? atLeast, atLeast);
      });
    case 'number':
      return fc.double({
        noNaN: true,
        noDefaultInfinity: true,
        ...(minimum !== undefined ? { min: minimum } : {}),
        ...(maximum !== undefined ? { max: maximum } : {}),
      });
    case 'boolean':
      return fc.boolean();
    case 'null':
      return fc.constant(null);
    case 'array':
      return listsOf(schema);
    case 'object':
      return objectsOf(schema);
    default:
      return fc.jsonValue();
  }
};

const few = 5;

const textsOf = ({ pattern, minLength = 0, maxLength = Number.POSITIVE_INFINITY }: Schema): fc.Arbitrary<string> => {
  const [least, most] = [Number(minLength), Number(maxLength)];
  if (typeof pattern === 'string')
    return fc.stringMatching(new RegExp(pattern, 'u')).filter((text) => text.length >= least && text.length <= most);
  // The ends are where contracts differ.
  const ends = fc
    .constantFrom(least, Math.min(most, least + few), Math.min(most, 1000))
    .map((length) => 'x'.repeat(length));
  return fc.oneof(fc.string({ minLength: least, maxLength: Math.min(most, least + few) }), ends);
};

const listsOf = (schema: Schema): fc.Arbitrary<unknown[]> => {
  if (isTuple(schema)) return fc.tuple(...(schema.items as Schema[]).map(valuesOf));
  const least = Number(schema.minItems ?? 0);
  const maxLength = Math.min(Number(schema.maxItems ?? Number.POSITIVE_INFINITY), least + 2);
  return fc.array(schema.items ? valuesOf(schema.items as Schema) : fc.jsonValue(), { minLength: least, maxLength });
};

const objectsOf = (schema: Schema): fc.Arbitrary<object> => {
  const { minProperties = 0, maxProperties = Number.POSITIVE_INFINITY } = schema;
  const names = mapOf(schema, 'patternProperties').map(([pattern, value]) =>
    fc.dictionary(fc.stringMatching(new RegExp(pattern, 'u')), valuesOf(value), {
      minKeys: Number(minProperties),
      maxKeys: Math.min(Number(maxProperties), few),
    }),
  );
  return fc
    .tuple(fieldsOf(schema), ...names)
    .map(([record, ...more]) => Object.assign({}, ...more, record))
    .filter((value) => {
      const count = Object.keys(value).length;
      return count >= Number(minProperties) && count <= Number(maxProperties);
    });
};

/** As many of the declared fields as there may be: where just one of many is allowed, chance would hardly ever hit it. */
const fieldsOf = (schema: Schema): fc.Arbitrary<object> => {
  const fields = mapOf(schema, 'properties').map(([name, value]) => [name, valuesOf(value)] as const);
  const required = requiredOf(schema);
  const optional = fields.map(([name]) => name).filter((name) => !required.includes(name));
  const maxLength = Math.min(
    Math.max(0, Number(schema.maxProperties ?? Number.POSITIVE_INFINITY) - required.length),
    optional.length,
  );
  if (maxLength === optional.length)
    return fc.record(Object.fromEntries(fields), { requiredKeys: [...required] as never[] });
  const minLength = Math.min(Math.max(0, Number(schema.minProperties ?? 0) - required.length), maxLength);
  return fc
    .subarray(optional, { minLength, maxLength })
    .chain((sent) =>
      fc.record(Object.fromEntries(fields.filter(([name]) => required.includes(name) || sent.includes(name)))),
    );
};
