import type { Static, TSchema } from 'typebox';
import { Compile } from 'typebox/schema';
import { type Parsed, setAside } from './parsed.ts';

/** A compiled parser of one contract: the value itself when it holds, else the first violation. */
export const schemaParser = <T extends TSchema>(schema: T): ((value: unknown) => Parsed<Static<T>>) => {
  const validator = Compile(schema as object);
  return (value) => {
    if (validator.Check(value)) return { ok: value as Static<T> };
    const [, errors] = validator.Errors(value);
    const pointer = errors[0]?.instancePath ?? '';
    return setAside(
      'schema-violation',
      detailOf(errors.filter(({ instancePath }) => instancePath === pointer)),
      pointer,
    );
  };
};

/** What is wrong at one place: the first thing, or, where there are alternatives, what each of them misses. */
const detailOf = (errors: { keyword: string; message: string }[]): string => {
  const alternatives = errors.some(({ keyword }) => keyword === 'anyOf');
  return errors
    .filter(({ keyword }) => keyword !== 'anyOf')
    .slice(0, alternatives ? undefined : 1)
    .map(({ keyword, message }) => (keyword === 'boolean' ? 'is not in the contract' : message))
    .join(', or ');
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
