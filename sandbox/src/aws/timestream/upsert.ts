import type { Value } from './measure-value.ts';
import type { Measure } from './read-points.ts';

/** A row as the table holds it. `measures` by column. */
export type StoredRow = { version: number; measures: ReadonlyMap<string, Value> };

export type Decision = { store: StoredRow } | { keep: true } | { reject: string; existingVersion: number };

/**
 * What a record does to the stored row of the same dimensions, time and measure name. A higher version replaces,
 * measure by measure; a repetition of what is stored succeeds whatever its version; anything else is rejected. Reasons
 * are worded as AWS words them.
 */
export const decideUpsert = (
  stored: StoredRow | undefined,
  { version, measures }: { version: number; measures: Measure[] },
): Decision => {
  if (!stored) return { store: { version, measures: byColumn(measures) } };
  if (version > stored.version)
    return { store: { version, measures: new Map([...stored.measures, ...byColumn(measures)]) } };
  if (measures.every(({ column, value }) => stored.measures.get(column) === value)) return { keep: true };
  return {
    reject:
      version < stored.version
        ? `The record version ${version} is lower than the existing version ${stored.version}. A higher version is required to update the measure value.`
        : 'A record already exists with the same time, dimensions, measure name, and record version. A higher record version must be specified in order to update the measure value.',
    existingVersion: stored.version,
  };
};

const byColumn = (measures: Measure[]): Map<string, Value> =>
  new Map(measures.map(({ column, value }) => [column, value]));
