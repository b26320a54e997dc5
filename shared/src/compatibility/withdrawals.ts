import type { Refusal } from './refusals.ts';
import { alternativesOf, isTuple, mapOf, type Schema } from './schema.ts';

/** Fields that senders by the older contract might have sent and by the newer never do: nobody refuses that, and somebody misses them. */
export const withdrawals = (older: Schema, newer: Schema): Refusal[] => {
  const kept = new Set(fieldsOf(newer, ''));
  return [...new Set(fieldsOf(older, ''))].filter((at) => !kept.has(at)).map((at) => ({ at, what: 'is sent no more' }));
};

const fieldsOf = (schema: Schema, at: string): string[] =>
  alternativesOf(schema).flatMap((each) => [
    ...mapOf(each, 'properties').flatMap(([name, value]) => [`${at}/${name}`, ...fieldsOf(value, `${at}/${name}`)]),
    ...mapOf(each, 'patternProperties').flatMap(([, value]) => fieldsOf(value, `${at}/*`)),
    ...itemsOf(each).flatMap((item) => fieldsOf(item, `${at}/*`)),
  ]);

const itemsOf = (schema: Schema): Schema[] => {
  if (isTuple(schema)) return schema.items as Schema[];
  return schema.items === undefined ? [] : [schema.items as Schema];
};
