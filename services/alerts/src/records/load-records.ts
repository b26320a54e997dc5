import { getItems } from '@millrace/shared/runtime/get-items';
import type { Kept } from './kept.ts';
import { fromItem, type Kind, keyOf } from './stored-as.ts';

/** Reads what is kept, consistently and in the order asked for; a key without an item is empty. */
export const loadRecords = <State>(ports: Parameters<typeof getItems>[0], kind: Kind<State>) => {
  const get = getItems(ports);
  return async (ids: readonly string[]): Promise<Kept<State>[]> => {
    const items = await get(ids.map((id) => ({ id: { S: keyOf(kind, id) } })));
    const stored = new Map(items.map((item) => fromItem(kind, item)).map((kept) => [kept.id, kept]));
    return ids.map((id) => stored.get(id) ?? { id, version: 0, state: kind.empty(id), outbox: [] });
  };
};
