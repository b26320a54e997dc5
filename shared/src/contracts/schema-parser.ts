import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/schema';
import { type Parsed, setAside } from './parsed.ts';

/** A compiled parser of one contract: the value itself when it holds, else the first violation. */
export const schemaParser = <T extends TSchema>(schema: T): ((value: unknown) => Parsed<Static<T>>) => {
  const validator = Compile(schema as object);
  return (value) => {
    if (validator.Check(value)) return { ok: value as Static<T> };
    const [, errors] = validator.Errors(value);
    const first = errors.find(({ keyword }) => keyword !== 'anyOf') ?? errors[0];
    return setAside('schema-violation', first?.message ?? 'does not fit the contract', first?.instancePath ?? '');
  };
};

/** The same from JSON text. */
export const jsonParser = <T extends TSchema>(schema: T): ((json: string) => Parsed<Static<T>>) => {
  const parse = schemaParser(schema);
  return (json) => {
    const read = readJson(json);
    return 'ok' in read ? parse(read.ok) : read;
  };
};

export const readJson = (json: string): Parsed<unknown> => {
  try {
    return { ok: JSON.parse(json) };
  } catch {
    return setAside('json-malformed', 'the record is not JSON');
  }
};
