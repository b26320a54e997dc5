import type { Schema } from '../schema.ts';

type Part = Record<string, unknown>;

/** A copy of a schema in which the part at a path of keywords is changed in place. */
export const changeSchema = (schema: object, path: (string | number)[], change: (part: Part) => void): Schema => {
  const copy = JSON.parse(JSON.stringify(schema)) as Schema;
  let part: unknown = copy;
  for (const step of path) part = (part as Record<string | number, unknown>)[step];
  change(part as Part);
  return copy;
};
