import { currentKey, type RegistryPointer } from '@millrace/shared/contracts/device-registry';
import { historyPrefix, type RegistryStore } from './registry-store.ts';

type Ports = { store: RegistryStore; now: () => number };
type Prune = { olderThanDays: number; dryRun?: boolean };

/**
 * Deletes objects that no registry needs which was in force in the last so many days. Readers need an older registry for
 * minutes at most; the days are for whoever wants one back. An object's own age counts as well, so that what a running
 * import has just written stays. Answers the keys.
 */
export const pruneRegistry =
  ({ store, now }: Ports) =>
  async ({ olderThanDays, dryRun = false }: Prune): Promise<string[]> => {
    const current = await store.readPointer(currentKey);
    if (!current) return [];
    const cutoff = now() - olderThanDays * 86_400_000;
    const needed = new Set(keysIn(current.pointer));
    const old: string[] = [];
    for await (const { key, lastModified } of store.list(historyPrefix)) {
      if (lastModified < cutoff) {
        old.push(key);
        continue;
      }
      const replaced = await store.readPointer(key);
      for (const each of replaced ? keysIn(replaced.pointer) : []) needed.add(each);
    }
    for (const prefix of ['devices/', 'device-types-'])
      for await (const { key, lastModified } of store.list(prefix))
        if (lastModified < cutoff && !needed.has(key)) old.push(key);
    if (!dryRun) await store.delete(old);
    return old;
  };

const keysIn = ({ types, shards }: RegistryPointer): string[] => [types, ...Object.values(shards)];
