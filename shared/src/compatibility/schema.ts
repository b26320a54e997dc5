/** JSON Schema as our contracts write it: draft 7, and of that the keywords below. */
export type Schema = { readonly [keyword: string]: unknown };

/** Say nothing about values. */
export const annotations: readonly string[] = ['$schema', '$id', 'title', 'description', 'default'];

const keywordsOf: Record<string, readonly string[]> = {
  string: ['type', 'pattern', 'format', 'minLength', 'maxLength'],
  number: ['type', 'minimum', 'maximum'],
  integer: ['type', 'minimum', 'maximum'],
  boolean: ['type'],
  null: ['type'],
  array: ['type', 'items', 'additionalItems', 'minItems', 'maxItems'],
  object: [
    ...['type', 'properties', 'required', 'patternProperties', 'additionalProperties'],
    ...['minProperties', 'maxProperties'],
  ],
};

/**
 * The forms that a value of this schema may have: each is one literal (`const`), one type, or anything (no keyword). Throws
 * on whatever the checks here do not know, so that a new keyword is thought of before it is relied on.
 */
export const alternativesOf = (schema: Schema): Schema[] => {
  const keywords = Object.keys(schema).filter((keyword) => !annotations.includes(keyword));
  const only = (keyword: string) => keywords.length === 1 && keywords[0] === keyword;
  if (only('anyOf')) return (schema.anyOf as Schema[]).flatMap(alternativesOf);
  if (only('enum')) return (schema.enum as unknown[]).map((value) => ({ const: value }));
  const known = 'const' in schema ? ['const', 'type'] : (keywordsOf[String(schema.type)] ?? []);
  const unknown = keywords.find((keyword) => !known.includes(keyword) || isSchemaOfOthers(keyword, schema[keyword]));
  if (unknown !== undefined)
    throw new Error(`The compatibility check does not know ${unknown} here: ${JSON.stringify(schema)}`);
  return [schema];
};

/** The check knows `additionalProperties` and `additionalItems` as true or false only. */
const isSchemaOfOthers = (keyword: string, value: unknown): boolean =>
  keyword.startsWith('additional') && typeof value !== 'boolean';

/** Whether the parts of `items` have places of their own. */
export const isTuple = ({ items }: Schema): boolean => Array.isArray(items);

export const mapOf = (schema: Schema, keyword: 'properties' | 'patternProperties'): [string, Schema][] =>
  Object.entries((schema[keyword] ?? {}) as Record<string, Schema>);

export const requiredOf = ({ required = [] }: Schema): readonly string[] => required as string[];
