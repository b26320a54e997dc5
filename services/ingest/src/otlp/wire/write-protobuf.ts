import { BinaryWriter, WireType } from '@bufbuild/protobuf/wire';
import type { Message } from './message.ts';
import { rulesOf } from './scalars.ts';

/** The binary encoding of a message, its fields in the order of its table. Lists of numbers are packed, as in proto3. */
export const writeProtobuf = <T>(message: Message<T>, value: T): Uint8Array => {
  const writer = new BinaryWriter();
  writeMessage(writer, message, value as Record<string, unknown>);
  return writer.finish();
};

const writeMessage = (writer: BinaryWriter, { fields }: Message, values: Record<string, unknown>): void => {
  for (const { name, number, kind, presence } of fields) {
    const value = values[name];
    if (value === undefined || (presence === 'list' && (value as unknown[]).length === 0)) continue;
    if (typeof kind === 'function') {
      for (const nested of presence === 'list' ? (value as object[]) : [value]) {
        writer.tag(number, WireType.LengthDelimited).fork();
        writeMessage(writer, kind(), nested as Record<string, unknown>);
        writer.join();
      }
      continue;
    }
    const { wireType, write } = rulesOf(kind);
    if (presence !== 'list') write(writer.tag(number, wireType), value);
    else if (wireType === WireType.LengthDelimited)
      for (const each of value as unknown[]) write(writer.tag(number, wireType), each);
    else {
      writer.tag(number, WireType.LengthDelimited).fork();
      for (const each of value as unknown[]) write(writer, each);
      writer.join();
    }
  }
};
