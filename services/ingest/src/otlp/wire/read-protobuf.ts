import { BinaryReader, WireType } from '@bufbuild/protobuf/wire';
import type { Message, NamedField } from './message.ts';
import { countElement, readOr400 } from './progress.ts';
import { rulesOf } from './scalars.ts';

type Values = Record<string, unknown>;

/**
 * A message from its binary encoding, by the rules of protobuf: unknown fields are passed over, a list of numbers may come packed,
 * of a field that is sent twice the last stands. Two choices of a oneof are refused, though, rather than one of them lost.
 */
export const readProtobuf = <T>(message: Message<T>, bytes: Uint8Array): T =>
  readOr400((progress) => {
    const reader = new BinaryReader(bytes);

    const readMessage = ({ byNumber }: Message, end: number, into: Values, depth: number): Values => {
      countElement(progress, depth);
      let chosen: string | undefined;
      while (reader.pos < end) {
        const [number, wireType] = reader.tag();
        const field = byNumber.get(number);
        if (!field || !mayCome(field, wireType)) {
          reader.skip(wireType, number);
          continue;
        }
        progress.trail.push(field.name);
        if (field.presence === 'choice') {
          if (chosen !== undefined && chosen !== field.name) throw new Error(`is set beside ${chosen}`);
          chosen = field.name;
        }
        if (field.presence === 'list') readList(field, wireType, into, depth);
        else readOne(field, into, depth);
        progress.trail.pop();
      }
      if (reader.pos !== end) throw new Error('does not end with its message');
      return into;
    };

    const readOne = ({ name, kind, presence }: NamedField, into: Values, depth: number): void => {
      if (typeof kind === 'function') {
        into[name] = readNested(kind(), (into[name] ?? {}) as Values, depth);
        return;
      }
      const { read, whenAbsent } = rulesOf(kind);
      const value = read(reader);
      if (presence === 'implicit' && value === whenAbsent) delete into[name];
      else into[name] = value;
    };

    const readList = ({ name, kind }: NamedField, wireType: WireType, into: Values, depth: number): void => {
      into[name] ??= [];
      const values = into[name] as unknown[];
      if (typeof kind === 'function') {
        progress.trail.push(values.length);
        values.push(readNested(kind(), {}, depth));
        progress.trail.pop();
        return;
      }
      const rules = rulesOf(kind);
      const packed = wireType !== rules.wireType;
      const end = packed ? reader.uint32() + reader.pos : reader.pos + 1;
      while (reader.pos < end) {
        countElement(progress);
        values.push(rules.read(reader));
      }
    };

    const readNested = (nested: Message, into: Values, depth: number): Values =>
      readMessage(nested, reader.uint32() + reader.pos, into, depth + 1);

    return readMessage(message, bytes.length, {}, 1) as T;
  });

/** A field in another wire type than its own is an unknown field; numbers of a list may also come packed. */
const mayCome = ({ kind, presence }: NamedField, wireType: WireType): boolean => {
  const own = typeof kind === 'function' ? WireType.LengthDelimited : rulesOf(kind).wireType;
  return wireType === own || (wireType === WireType.LengthDelimited && presence === 'list');
};
