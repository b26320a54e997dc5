import { createHash } from 'node:crypto';
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
 * States and outboxes are JSON texts: DynamoDB never looks inside, and an operator can read them. `slot` with `wakeAt`, and
 * `alerting`, are keys of indexes, in which an item stands only while it has them.
 */
export const toItem = <State>(kind: Kind<State>, record: Kept<State>): Item => {
  const { id, version, state, dueAt, outbox, alerting } = record;
  const wakeAt = wakeTime(record);
  return {
    id: { S: keyOf(kind, id) },
    version: { N: String(version) },
    state: { S: kind.write(state) },
    ...(dueAt === undefined ? {} : { dueAt: { N: String(dueAt) } }),
    ...(outbox.length === 0 ? {} : { outbox: { S: JSON.stringify(outbox) } }),
    ...(wakeAt === undefined ? {} : { slot: { S: slotOf(id) }, wakeAt: { N: String(wakeAt) } }),
    ...(alerting === undefined ? {} : { alerting: { S: alerting } }),
  };
};

/** Only `toItem` writes the table, so an item is taken at its word. */
export const fromItem = <State>(kind: Kind<State>, item: Item): Kept<State> => {
  const outbox = JSON.parse(item.outbox?.S ?? '[]');
  return {
    id: idIn(kind, item.id?.S ?? '') ?? '',
    version: Number(item.version?.N),
    state: kind.read(item.state?.S ?? ''),
    outbox,
    ...(item.dueAt?.N === undefined ? {} : { dueAt: Number(item.dueAt.N) }),
    ...(item.wakeAt?.N === undefined || outbox.length === 0 ? {} : { sendBy: Number(item.wakeAt.N) }),
    ...(item.alerting?.S === undefined ? {} : { alerting: item.alerting.S }),
  };
};

const slotOf = (id: string): string => createHash('md5').update(id).digest('hex').slice(0, 1);
