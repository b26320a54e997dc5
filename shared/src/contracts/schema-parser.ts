import type { Static, TSchema } from 'typebox';
import { type Parsed, setAside } from './parsed.ts';
import { schemaFaults } from './schema-faults.ts';

/** A compiled parser of one contract: the value itself when it holds, else the first violation. */
export const schemaParser = <T extends TSchema>(schema: T): ((value: unknown) => Parsed<Static<T>>) => {
  const faultsIn = schemaFaults(schema);
  return (value) => {
    const [fault] = faultsIn(value);
    return fault ? setAside('schema-violation', fault.detail, fault.pointer) : { ok: value as Static<T> };
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
