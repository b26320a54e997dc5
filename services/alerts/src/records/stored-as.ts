import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Item } from '@millrace/shared/runtime/get-items';
import { type Kept, wakeTime } from './kept.ts';

/** How one kind of state is kept. Its key is `<kind>/<id>`. */
export type Kind<State> = {
  kind: string;
  /** Of a key that nothing was written of. */
  empty: (id: string) => State;
  write: (state: State) => string;
  read: (text: string) => State;
};

/** Parts of the table in which timers are looked up. */
export const slots: readonly string[] = [...'0123456789abcdef'];

export const keyOf = ({ kind }: { kind: string }, id: string): string => `${kind}/${id}`;

/** The id in a key of this kind; undefined in one of another. */
export const idIn = ({ kind }: { kind: string }, key: string): string | undefined =>
  key.startsWith(`${kind}/`) ? key.slice(kind.length + 1) : undefined;

/**
 * States and outboxes are JSON texts, which an operator can read; DynamoDB never looks inside. Large ones are gzipped: an
 * item has 400 KB, and what makes one large repeats itself. `slot` with `wakeAt`, and
 * `alerting`, are keys of indexes, in which an item stands only while it has them.
 */
export const toItem = <State>(kind: Kind<State>, record: Kept<State>): Item => {
  const { id, version, state, dueAt, outbox, alerting } = record;
  const wakeAt = wakeTime(record);
  return {
    id: { S: keyOf(kind, id) },
    version: { N: String(version) },
    state: packed(kind.write(state)),
    ...(dueAt === undefined ? {} : { dueAt: { N: String(dueAt) } }),
    ...(outbox.length === 0 ? {} : { outbox: packed(JSON.stringify(outbox)) }),
    ...(wakeAt === undefined ? {} : { slot: { S: slotOf(id) }, wakeAt: { N: String(wakeAt) } }),
    ...(alerting === undefined ? {} : { alerting: { S: alerting } }),
  };
};

/** Only `toItem` writes the table, so an item is taken at its word. */
export const fromItem = <State>(kind: Kind<State>, item: Item): Kept<State> => {
  const outbox = JSON.parse(unpacked(item.outbox) || '[]');
  return {
    id: idIn(kind, item.id?.S ?? '') ?? '',
    version: Number(item.version?.N),
    state: kind.read(unpacked(item.state)),
    outbox,
    ...(item.dueAt?.N === undefined ? {} : { dueAt: Number(item.dueAt.N) }),
    ...(item.wakeAt?.N === undefined || outbox.length === 0 ? {} : { sendBy: Number(item.wakeAt.N) }),
    ...(item.alerting?.S === undefined ? {} : { alerting: item.alerting.S }),
  };
};

/** Characters from which on a text is gzipped: below, it would save no write unit worth the trouble. */
const large = 16 * 1024;

const packed = (text: string): AttributeValue => (text.length < large ? { S: text } : { B: gzipSync(text) });
const unpacked = ({ S, B }: AttributeValue = { S: '' }): string => S ?? gunzipSync(B ?? '').toString();

const slotOf = (id: string): string => createHash('md5').update(id).digest('hex').slice(0, 1);
