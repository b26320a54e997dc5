import type { Scalar, Scalars } from './scalars.ts';

/**
 * A protobuf message as a table: its fields by their JSON names, with number and kind. One table reads both encodings, so that
 * they mean the same. `type` is never there: it carries the TypeScript type.
 */
export type Message<T = unknown> = {
  readonly fields: readonly NamedField[];
  readonly byNumber: ReadonlyMap<number, NamedField>;
  readonly type?: T;
};
export type MessageOf<M> = M extends Message<infer T> ? T : never;

/**
 * `implicit`: a default is not sent, so absent and default are one. `optional`: a default that is sent is a value. `choice`: the
 * same, and at most one of the message's choices is set (a message of OTLP has one oneof at most).
 */
type Presence = 'implicit' | 'optional' | 'choice' | 'list';
type Kind = Scalar | (() => Message);

export type Field<T = unknown> = { number: number; kind: Kind; presence: Presence; type?: T };
export type NamedField = Field & { name: string };

type ValueOf<K> = K extends Scalar ? Scalars[K] : K extends () => Message<infer T> ? T : never;
type ValuesOf<Fields> = { [Name in keyof Fields]?: Fields[Name] extends Field<infer T> ? T : never };

export const message = <Fields extends Record<string, Field>>(fields: Fields): Message<ValuesOf<Fields>> => {
  const named = Object.entries(fields).map(([name, field]) => ({ ...field, name }));
  return { fields: named, byNumber: new Map(named.map((field) => [field.number, field])) };
};

const field =
  (presence: Presence) =>
  <K extends Kind>(number: number, kind: K): Field<ValueOf<K>> => ({ number, kind, presence });
export const one = field('implicit');
export const optional = field('optional');
export const choice = field('choice');
export const list = <K extends Kind>(number: number, kind: K): Field<ValueOf<K>[]> => ({
  number,
  kind,
  presence: 'list',
});
