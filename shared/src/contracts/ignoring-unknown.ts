import type { TSchema } from 'typebox';

/**
 * A contract as its readers take it behind the doors of the platform and outside: a field that they do not know is ignored, at
 * every depth, so that its sender may have it before they do. Names of measures and labels are data, not fields, and stay
 * bound. At the doors (readings, registry, rules) an unknown field is an error instead: most likely a typo.
 */
export const ignoringUnknown = <T extends TSchema>(schema: T): T => opened(schema) as T;

const opened = (part: unknown): unknown => {
  if (Array.isArray(part)) return part.map(opened);
  if (typeof part !== 'object' || part === null) return part;
  // TypeBox keeps what it knows of a schema in properties that are not enumerable.
  const copy = Object.create(Object.getPrototypeOf(part), Object.getOwnPropertyDescriptors(part));
  for (const [keyword, value] of Object.entries(part)) copy[keyword] = opened(value);
  if (copy.type === 'object' && copy.properties !== undefined) delete copy.additionalProperties;
  return copy;
};
