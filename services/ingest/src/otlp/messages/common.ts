import { choice, list, type Message, type MessageOf, message, one } from '../wire/message.ts';

/** Of opentelemetry/proto/common/v1 and resource/v1, OTLP 1.11, without what only profiles use. */
export type AnyValue = {
  stringValue?: string;
  boolValue?: boolean;
  intValue?: string;
  doubleValue?: number;
  arrayValue?: { values?: AnyValue[] };
  kvlistValue?: { values?: KeyValue[] };
  bytesValue?: string;
};
export type KeyValue = { key?: string; value?: AnyValue };

export const AnyValue: Message<AnyValue> = message({
  stringValue: choice(1, 'string'),
  boolValue: choice(2, 'bool'),
  intValue: choice(3, 'int64'),
  doubleValue: choice(4, 'double'),
  arrayValue: choice(5, () => ArrayValue),
  kvlistValue: choice(6, () => KeyValueList),
  bytesValue: choice(7, 'bytes'),
});
export const KeyValue: Message<KeyValue> = message({ key: one(1, 'string'), value: one(2, () => AnyValue) });
const ArrayValue = message({ values: list(1, () => AnyValue) });
const KeyValueList = message({ values: list(1, () => KeyValue) });

const EntityRef = message({
  schemaUrl: one(1, 'string'),
  type: one(2, 'string'),
  idKeys: list(3, 'string'),
  descriptionKeys: list(4, 'string'),
});

export const Resource = message({
  attributes: list(1, () => KeyValue),
  droppedAttributesCount: one(2, 'uint32'),
  entityRefs: list(3, () => EntityRef),
});
export type Resource = MessageOf<typeof Resource>;

export const InstrumentationScope = message({
  name: one(1, 'string'),
  version: one(2, 'string'),
  attributes: list(3, () => KeyValue),
  droppedAttributesCount: one(4, 'uint32'),
});
export type InstrumentationScope = MessageOf<typeof InstrumentationScope>;
