import { Compile } from 'typebox/schema';
import { isWithinPattern } from './is-within-pattern.ts';
import { alternativesOf, isTuple, mapOf, requiredOf, type Schema } from './schema.ts';

/** `at` is a JSON Pointer into the value, with `*` for any item or name. */
export type Refusal = { at: string; what: string };

/**
 * What a receiver by one contract would refuse of what senders by another send. A sender sends the fields that its contract
 * declares and no others, also where the contract leaves room for more. Nothing here means that nothing is refused; the check
 * may refuse too much, where only two alternatives of the receiver together take one of the sender.
 */
export const refusals = (sender: Schema, receiver: Schema, at = ''): Refusal[] => {
  const takers = alternativesOf(receiver);
  return alternativesOf(sender).flatMap((sent) => {
    const refused = takers.filter((taker) => isOfSameKind(sent, taker)).map((taker) => refusalsOf(sent, taker, at));
    if (refused.some((each) => each.length === 0)) return [];
    const [closest = [{ at, what: `${nameOf(sent)} is not taken` }]] = refused.sort((a, b) => a.length - b.length);
    return closest;
  });
};

const isOfSameKind = (sent: Schema, taker: Schema): boolean => {
  if (isAnything(taker)) return true;
  if ('const' in sent) return Compile(taker).Check(sent.const);
  return !('const' in taker) && (sent.type === taker.type || (sent.type === 'integer' && taker.type === 'number'));
};

const isAnything = (schema: Schema): boolean => !('const' in schema) && schema.type === undefined;

const nameOf = (sent: Schema): string =>
  'const' in sent ? JSON.stringify(sent.const) : String(sent.type ?? 'anything');

const refusalsOf = (sent: Schema, taker: Schema, at: string): Refusal[] => {
  if (isAnything(taker) || 'const' in sent) return [];
  switch (sent.type) {
    case 'string':
      return [...bounds(sent, taker, at, 'minLength', 'maxLength'), ...formRefusals(sent, taker, at)];
    case 'number':
    case 'integer':
      return bounds(sent, taker, at, 'minimum', 'maximum');
    case 'array':
      return [
        ...bounds(withLength(sent), withLength(taker), at, 'minItems', 'maxItems'),
        ...itemRefusals(sent, taker, at),
      ];
    case 'object':
      return [
        ...bounds(withCount(sent), taker, at, 'minProperties', 'maxProperties'),
        ...fieldRefusals(sent, taker, at),
        ...nameRefusals(sent, taker, at),
      ];
    default:
      return [];
  }
};

const bounds = (sent: Schema, taker: Schema, at: string, low: string, high: string): Refusal[] => {
  const of = (schema: Schema, keyword: string, otherwise: number) => Number(schema[keyword] ?? otherwise);
  const none = low === 'minimum' ? Number.NEGATIVE_INFINITY : 0;
  const any = Number.POSITIVE_INFINITY;
  return [
    ...(of(sent, low, none) < of(taker, low, none) ? [{ at, what: `${low} is ${taker[low]}` }] : []),
    ...(of(sent, high, any) > of(taker, high, any) ? [{ at, what: `${high} is ${taker[high]}` }] : []),
  ];
};

const formRefusals = (sent: Schema, taker: Schema, at: string): Refusal[] => {
  const fits =
    taker.pattern === undefined ||
    (sent.pattern !== undefined && isWithinPattern(String(sent.pattern), String(taker.pattern)));
  return [
    ...(fits ? [] : [{ at, what: `pattern is ${taker.pattern}` }]),
    ...(taker.format === undefined || taker.format === sent.format ? [] : [{ at, what: `format is ${taker.format}` }]),
  ];
};

/** A tuple whose further items are excluded is as long as its places at most. */
const withLength = (schema: Schema): Schema =>
  isTuple(schema) && schema.additionalItems === false
    ? {
        ...schema,
        maxItems: Math.min(Number(schema.maxItems ?? Number.POSITIVE_INFINITY), (schema.items as []).length),
      }
    : schema;

const itemRefusals = (sent: Schema, taker: Schema, at: string): Refusal[] => {
  if (taker.items === undefined) return [];
  const places = isTuple(sent) ? (sent.items as Schema[]) : undefined;
  const takenAt = (index: number) => (isTuple(taker) ? (taker.items as Schema[])[index] : (taker.items as Schema));
  if (places) return places.flatMap((place, index) => refusals(place, takenAt(index) ?? {}, `${at}/${index}`));
  const all = isTuple(taker) ? (taker.items as Schema[]) : [taker.items as Schema];
  return all.flatMap((each) => refusals((sent.items ?? {}) as Schema, each, `${at}/*`));
};

/** Of declared fields there are as many as are required at least, and as are declared at most. */
const withCount = (sent: Schema): Schema => {
  const declared = sent.patternProperties === undefined ? mapOf(sent, 'properties').length : Number.POSITIVE_INFINITY;
  return {
    minProperties: Math.max(Number(sent.minProperties ?? 0), requiredOf(sent).length),
    maxProperties: Math.min(Number(sent.maxProperties ?? Number.POSITIVE_INFINITY), declared),
  };
};

const fieldRefusals = (sent: Schema, taker: Schema, at: string): Refusal[] => [
  ...requiredOf(taker)
    .filter((name) => !requiredOf(sent).includes(name))
    .map((name) => ({ at: `${at}/${name}`, what: 'is required' })),
  ...mapOf(sent, 'properties').flatMap(([name, value]) => {
    const readers = [
      ...mapOf(taker, 'properties').filter(([field]) => field === name),
      ...mapOf(taker, 'patternProperties').filter(([pattern]) => new RegExp(pattern, 'u').test(name)),
    ];
    if (readers.length === 0 && taker.additionalProperties === false)
      return [{ at: `${at}/${name}`, what: 'is unknown' }];
    return readers.flatMap(([, reader]) => refusals(value, reader, `${at}/${name}`));
  }),
];

/** Names that are data: what a pattern of the sender allows may also be one of the receiver's fields. */
const nameRefusals = (sent: Schema, taker: Schema, at: string): Refusal[] =>
  mapOf(sent, 'patternProperties').flatMap(([pattern, value]) => {
    const patterns = mapOf(taker, 'patternProperties');
    const fields = mapOf(taker, 'properties').filter(([name]) => new RegExp(pattern, 'u').test(name));
    const areKnown = patterns.some(([outer]) => isWithinPattern(pattern, outer));
    return [
      ...(taker.additionalProperties === false && !areKnown
        ? [{ at: `${at}/*`, what: `has names beside ${patterns.map(([outer]) => outer).join(' and ')}` }]
        : []),
      // A pattern that takes only some of the names reads those.
      ...[...patterns, ...fields].flatMap(([, reader]) => refusals(value, reader, `${at}/*`)),
    ];
  });
