import { devicesOf } from './devices-of.ts';
import { printable } from './printable.ts';
import type { Tracked } from './track-records.ts';

/** Rows of a list for people; machines get all. */
const shownRecords = 50;

/** Counts what passes by, and keeps the first records. */
export const createList = (from: number | undefined) => {
  const counts = new Map<string, number>();
  const shown: string[][] = [];
  let total = 0;
  return {
    add(tracked: Tracked): void {
      const { reason, by, arrivedAt } = tracked.record;
      const group = [reason, by, `${iso(arrivedAt).slice(0, 13)}h`].join('\t');
      counts.set(group, (counts.get(group) ?? 0) + 1);
      if (total++ < shownRecords) shown.push(rowOf(tracked));
    },
    text(): string {
      if (total === 0) return from === undefined ? 'Nothing.' : `Nothing that arrived since ${iso(from)}.`;
      const groups = [...counts]
        .sort(([, a], [, b]) => b - a)
        .map(([group, count]) => [...group.split('\t'), `${count}`]);
      const more = total > shownRecords ? `\n… and ${total - shownRecords} more; --json gives all` : '';
      return `${columns([['reason', 'by', 'arrived', 'records'], ...groups])}\n\n${columns([
        ['id', 'arrived', 'state', 'reason', 'by', 'device'],
        ...shown,
      ])}${more}`;
    },
  };
};

const rowOf = ({ record, state }: Tracked): string[] => {
  const [device = '', ...others] = devicesOf(record);
  const devices = others.length === 0 ? device : `${device} and ${others.length} more`;
  return [record.id, iso(record.arrivedAt), state, record.reason, record.by, devices];
};

const columns = (rows: string[][]): string => {
  const printed = rows.map((row) => row.map((cell) => printable(cell)));
  const widths = (printed[0] ?? []).map((_, column) => Math.max(...printed.map((row) => row[column]?.length ?? 0)));
  return printed
    .map((row) =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
};

const iso = (time: number): string => new Date(time).toISOString();
