import { currentKey, type DeviceType, type RegistryPointer } from '@millrace/shared/contracts/device-registry';
import { typesObject } from '@millrace/shared/registry/registry-objects';
import { inParallel } from '@millrace/shared/runtime/in-parallel';
import type { DeviceRow, Problem } from './device-row.ts';
import { type Counts, mergeShard } from './merge-shard.ts';
import type { Mode } from './merge-versions.ts';
import type { Current, RegistryStore } from './registry-store.ts';
import { createRowsByShard, type RowsByShard } from './rows-by-shard.ts';

type Ports = {
  store: RegistryStore;
  now: () => number;
  /** Hears what is being done, often. */
  progress?: (step: string) => void;
};

type Import = {
  rows: AsyncIterable<{ ok: DeviceRow } | { problems: Problem[] }>;
  /** Added to the registered ones, in place of those of the same name; with `replace` they are all there are. */
  types?: readonly DeviceType[] | undefined;
  mode: Mode;
  /** Says what would be done, and does nothing. */
  dryRun?: boolean;
};

export type Imported = {
  devices: Counts;
  /** Objects that were written, or would be, beside the pointer. */
  objects: number;
  /** Of the registry in force afterwards; undefined where there is none yet. */
  version: number | undefined;
};

/** `refused`: nothing is changed, and why. `lost`: somebody else published meanwhile, and nothing of this is in force. */
export type ImportOutcome = { ok: Imported } | { refused: Problem[] } | 'lost';

/** Problems after which the rest of a file is not looked at. */
export const maxProblems = 100;

/** Shards at once: hides the latency of S3 behind one core's work. */
const shardsAtOnce = 8;

/**
 * Imports devices and device types: everything is checked, the objects that change are written under names of their own,
 * and one conditional write of the pointer puts all of them in force. An import that changes nothing publishes nothing.
 */
export const importRegistry =
  ({ store, now, progress = () => {} }: Ports) =>
  async ({ rows, types: given, mode, dryRun = false }: Import): Promise<ImportOutcome> => {
    const current = await store.readPointer(currentKey);
    const types = await mergeTypes(store, current, given, mode);
    const read = await readRows(rows, new Set(types.map(({ name }) => name)), progress);
    if ('problems' in read) return { refused: read.problems };
    if (mode === 'replace' && read.byShard.shards().length === 0)
      return { refused: [{ line: 1, detail: 'has no rows, and would replace every device by none' }] };
    const merged = await mergeShards({ store, progress }, current, read.byShard, { mode, dryRun, now: now() });
    if ('problems' in merged) return { refused: merged.problems };
    const { shards, devices } = merged;
    const typesNow = typesObject(types);
    const typesChanged = current?.pointer.types !== typesNow.key;
    const objects = merged.written + Number(typesChanged);
    if (!typesChanged && isSame(shards, current?.pointer.shards ?? {}))
      return { ok: { devices, objects, version: current?.pointer.version } };
    const version = (current?.pointer.version ?? 0) + 1;
    if (dryRun) return { ok: { devices, objects, version: current?.pointer.version } };
    progress(`Publishing version ${version}`);
    if (typesChanged) await store.put(typesNow);
    const pointer: RegistryPointer = { version, publishedAt: now(), types: typesNow.key, shards };
    return (await store.replacePointer(current, pointer)) ? { ok: { devices, objects, version } } : 'lost';
  };

const mergeTypes = async (
  store: RegistryStore,
  current: Current | undefined,
  given: readonly DeviceType[] | undefined,
  mode: Mode,
): Promise<readonly DeviceType[]> => {
  if (given && mode === 'replace') return given;
  const registered = current ? await store.readTypes(current.pointer) : [];
  return [...new Map([...registered, ...(given ?? [])].map((type) => [type.name, type])).values()];
};

const readRows = async (
  rows: Import['rows'],
  typeNames: ReadonlySet<string>,
  progress: (step: string) => void,
): Promise<{ byShard: RowsByShard } | { problems: Problem[] }> => {
  const byShard = createRowsByShard();
  const problems: Problem[] = [];
  let count = 0;
  for await (const row of rows) {
    if ('problems' in row) problems.push(...row.problems);
    else if (!typeNames.has(row.ok.type))
      problems.push({ line: row.ok.line, column: 'type', detail: 'is no registered device type, nor one of --types' });
    else if (problems.length === 0) byShard.add(row.ok);
    if (problems.length >= maxProblems) break;
    if (++count % 10_000 === 0) progress(`Reading rows: ${count}`);
  }
  return problems.length > 0 ? { problems: problems.slice(0, maxProblems) } : { byShard };
};

type MergedShards = { shards: Record<string, string>; devices: Counts; written: number };

/** Writes the shards that change on the way: until the pointer names them, nobody reads them. */
const mergeShards = async (
  { store, progress }: Pick<Required<Ports>, 'store' | 'progress'>,
  current: Current | undefined,
  byShard: RowsByShard,
  options: { mode: Mode; dryRun: boolean; now: number },
): Promise<MergedShards | { problems: Problem[] }> => {
  const shards = { ...current?.pointer.shards };
  const devices: Counts = { added: 0, changed: 0, unchanged: 0, removed: 0 };
  const problems: Problem[] = [];
  let written = 0;
  let done = 0;
  const touched = new Set([...byShard.shards(), ...(options.mode === 'replace' ? Object.keys(shards) : [])]);
  await inParallel(touched, shardsAtOnce, async (shard) => {
    const key = shards[shard];
    const before = key === undefined ? undefined : await store.readShard(key);
    const merged = mergeShard(shard, before, byShard.take(shard), options);
    problems.push(...merged.problems);
    for (const count of Object.keys(devices) as (keyof Counts)[]) devices[count] += merged.counts[count];
    if (!merged.object) delete shards[shard];
    else if (merged.object.key !== key) {
      if (!options.dryRun && problems.length === 0) await store.put(merged.object);
      shards[shard] = merged.object.key;
      written += 1;
    }
    progress(`Merging shards: ${++done} of ${touched.size}`);
  });
  if (problems.length > 0) return { problems: problems.sort((a, b) => a.line - b.line).slice(0, maxProblems) };
  return { shards: Object.fromEntries(Object.entries(shards).sort()), devices, written };
};

const isSame = (one: Record<string, string>, other: Record<string, string>): boolean =>
  Object.keys(one).length === Object.keys(other).length &&
  Object.entries(one).every(([shard, key]) => other[shard] === key);
