import type { DeviceVersion } from '@millrace/shared/contracts/device-registry';
import type { DeviceRow, Problem } from './device-row.ts';

/** `merge` adds to what is registered, `replace` takes the file for the whole registry, history included. */
export type Mode = 'merge' | 'replace';

/** As many as the contract takes. */
const maxVersions = 1000;

/**
 * The versions of one device after an import, or why a row cannot be taken. History is added to and never rewritten,
 * except by replacing it. A row without a time tells what has held since ever, so that readings from before the import find
 * their device, too; but of a device that is registered, and has no other row, what holds from `now` on, if that is new.
 */
export const mergeVersions = (
  registered: readonly DeviceVersion[],
  rows: readonly DeviceRow[],
  { mode, now }: { mode: Mode; now: number },
): { versions: DeviceVersion[] } | { problems: Problem[] } => {
  const before = mode === 'replace' ? [] : registered;
  const versions = new Map(before.map((version) => [version.validFrom, version]));
  const fromRow = new Map<number, number>();
  const problems: Problem[] = [];
  const inForce = before.findLast(({ validFrom }) => validFrom <= now);
  const isUpdate = before.length > 0 && rows.length === 1;
  for (const row of rows) {
    const validFrom = row.validFrom ?? (isUpdate ? now : 0);
    const other = versions.get(validFrom);
    const otherLine = fromRow.get(validFrom);
    if (otherLine !== undefined)
      problems.push({ line: row.line, detail: `is of the same device and time as line ${otherLine}` });
    else if (other && !isSame(other, row))
      problems.push({
        line: row.line,
        detail: 'differs from what is registered from that time; --replace rewrites it',
      });
    fromRow.set(validFrom, row.line);
    const isKnown = isUpdate && row.validFrom === undefined && inForce && isSame(inForce, row);
    if (!isKnown) versions.set(validFrom, toVersion(row, validFrom));
  }
  if (versions.size > maxVersions)
    problems.push({ line: rows[0]?.line ?? 0, detail: `gives its device more than ${maxVersions} versions` });
  if (problems.length > 0) return { problems };
  return { versions: [...versions.values()].sort((a, b) => a.validFrom - b.validFrom) };
};

const toVersion = ({ tenant, type, site, labels }: DeviceRow, validFrom: number): DeviceVersion => ({
  validFrom,
  tenant,
  type,
  site,
  labels,
});

const isSame = (version: DeviceVersion, { tenant, type, site, labels }: DeviceRow): boolean =>
  version.tenant === tenant && version.type === type && version.site === site && sameLabels(version.labels, labels);

const sameLabels = (one: Record<string, string>, other: Record<string, string>): boolean => {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
};
