import { deviceLine, type RegistryObject, shardObject } from '@millrace/shared/registry/registry-objects';
import { deviceAt, deviceIdAt, lineAt, lineCount, type RegistryShard } from '@millrace/shared/registry/registry-shard';
import type { DeviceRow, Problem } from './device-row.ts';
import { type Mode, mergeVersions } from './merge-versions.ts';

/** What an import does to devices. */
export type Counts = { added: number; changed: number; unchanged: number; removed: number };

export type MergedShard = { object: RegistryObject | undefined; counts: Counts; problems: Problem[] };

/** One shard after an import: its object, undefined where no device is left in it. */
export const mergeShard = (
  shard: string,
  before: RegistryShard | undefined,
  rows: ReadonlyMap<string, readonly DeviceRow[]>,
  options: { mode: Mode; now: number },
): MergedShard => {
  const counts: Counts = { added: 0, changed: 0, unchanged: 0, removed: 0 };
  const problems: Problem[] = [];
  const lines = new Map<string, string>();
  const places = new Map<string, number>();
  for (let place = 0; before && place < lineCount(before); place++) {
    const deviceId = deviceIdAt(before, place);
    places.set(deviceId, place);
    if (rows.has(deviceId)) continue;
    if (options.mode === 'merge') lines.set(deviceId, lineAt(before, place).toString());
    else counts.removed += 1;
  }
  for (const [deviceId, ofDevice] of rows) {
    const place = places.get(deviceId);
    const registered = before && place !== undefined ? deviceAt(before, place) : undefined;
    const merged = mergeVersions(registered?.versions ?? [], ofDevice, options);
    if ('problems' in merged) {
      problems.push(...merged.problems);
      continue;
    }
    const line = deviceLine({ deviceId, versions: merged.versions });
    lines.set(deviceId, line);
    if (!registered) counts.added += 1;
    else if (line === deviceLine(registered)) counts.unchanged += 1;
    else counts.changed += 1;
  }
  const sorted = [...lines.keys()].sort().map((deviceId) => lines.get(deviceId) ?? '');
  return { object: sorted.length > 0 ? shardObject(shard, sorted) : undefined, counts, problems };
};
