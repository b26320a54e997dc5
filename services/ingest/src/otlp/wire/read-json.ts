import { readJson as parseJson } from '@millrace/shared/contracts/schema-parser';
import type { Message, NamedField } from './message.ts';
import { countElement, readOr400, refuseCrowdedJson } from './progress.ts';
import { rulesOf } from './scalars.ts';

/**
 * A message from its JSON encoding, by the rules of OTLP: unknown names are passed over, null is absent, 64-bit integers are texts or
 * numbers. Two choices of a oneof are refused.
 */
export const readJson = <T>(message: Message<T>, text: string): T =>
  readOr400((progress) => {
    const readMessage = ({ fields }: Message, value: unknown, depth: number): object => {
      countElement(progress, depth);
      if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new Error('is not an object');
      const given = value as Record<string, unknown>;
      const read: Record<string, unknown> = {};
      let chosen: string | undefined;
      for (const field of fields) {
        const { name, presence } = field;
        if (given[name] === undefined || given[name] === null) continue;
        progress.trail.push(name);
        if (presence === 'choice') {
          if (chosen !== undefined) throw new Error(`is set beside ${chosen}`);
          chosen = name;
        }
        const own = presence === 'list' ? readList(field, given[name], depth) : readOne(field, given[name], depth);
        if (!isAbsent(field, own)) read[name] = own;
        progress.trail.pop();
      }
      return read;
    };

    const readList = (field: NamedField, values: unknown, depth: number): unknown[] => {
      if (!Array.isArray(values)) throw new Error('is not an array');
      return values.map((value, index) => {
        progress.trail.push(index);
        if (typeof field.kind === 'string') countElement(progress);
        const read = readOne(field, value, depth);
        progress.trail.pop();
        return read;
      });
    };

    const readOne = ({ kind }: NamedField, value: unknown, depth: number): unknown => {
      if (typeof kind === 'function') return readMessage(kind(), value, depth + 1);
      const read = rulesOf(kind).fromJson(value);
      if (read === undefined) throw new Error(`is no ${kind}`);
      return read;
    };

    refuseCrowdedJson(text);
    const parsed = parseJson(text);
    if ('setAside' in parsed) throw new Error('is not JSON');
    return readMessage(message, parsed.ok, 1) as T;
  });

/** What protobuf would not write. */
const isAbsent = ({ kind, presence }: NamedField, value: unknown): boolean => {
  if (presence === 'list') return (value as unknown[]).length === 0;
  return presence === 'implicit' && typeof kind === 'string' && value === rulesOf(kind).whenAbsent;
};
