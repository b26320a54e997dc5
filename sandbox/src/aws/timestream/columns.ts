import type { MeasureType } from './measure-value.ts';
import type { Point } from './read-points.ts';

export type Column = { name: string; kind: 'dimension' | 'measure'; type: MeasureType };

/** Most of each kind that a table takes. Source: developer guide, quotas. */
const most = { dimension: 128, measure: 1024 };

/**
 * The columns of one table, in the order in which records brought them. Those of the sandbox itself are not among them.
 */
export const createColumns = (known: readonly Column[] = []) => {
  const columns = new Map<string, Column>();
  const counts = { dimension: 0, measure: 0 };

  const add = (column: Column): void => {
    columns.set(column.name.toLowerCase(), column);
    counts[column.kind] += 1;
  };
  known.forEach(add);

  return {
    all: (): Column[] => [...columns.values()],

    /** Why a record does not fit the columns that the table has, if so. */
    conflict(point: Point): string | undefined {
      const missing = { dimension: 0, measure: 0 };
      for (const wanted of columnsOf(point)) {
        const column = columns.get(wanted.name.toLowerCase());
        if (!column) {
          missing[wanted.kind] += 1;
          continue;
        }
        if (column.name !== wanted.name)
          return `${wanted.name} differs only in case from ${column.name}, which the sandbox cannot tell apart.`;
        if (column.kind !== wanted.kind) return `${wanted.name} is a ${column.kind} of this table already.`;
        if (column.type !== wanted.type) return `The measure ${wanted.name} has the type ${column.type} already.`;
      }
      for (const kind of ['dimension', 'measure'] as const)
        if (missing[kind] > 0 && counts[kind] + missing[kind] > most[kind])
          return `A table can have at most ${most[kind]} ${kind}s.`;
      return undefined;
    },

    /** Adds what a record brings; returns the columns that are new. */
    extend(point: Point): Column[] {
      const added = [...columnsOf(point)].filter(({ name }) => !columns.has(name.toLowerCase()));
      added.forEach(add);
      return added;
    },
  };
};

function* columnsOf({ dimensions, measures }: Point): Generator<Column> {
  for (const { name } of dimensions) yield { name, kind: 'dimension', type: 'VARCHAR' };
  for (const { column, type } of measures) yield { name: column, kind: 'measure', type };
}
