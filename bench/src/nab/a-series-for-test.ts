import type { Series, Window } from './series.ts';

/** For tests: rows a minute apart, numbered from 0, with windows from row to row, both included. */
export const aSeries = (
  rows: number,
  windows: readonly (readonly [number, number])[] = [],
  name = 'a/series.csv',
): Series => ({
  name,
  times: Array.from({ length: rows }, (_, row) => timeOf(row)),
  values: Array(rows).fill(0),
  windows: windows.map(([from, to]): Window => ({ from: timeOf(from), to: timeOf(to) })),
});

export const timeOf = (row: number): number => Date.UTC(2014, 0, 1) + row * 60_000;

/** Scores that are 1 in these rows and 0 in the others. */
export const scoresAt = (rows: number, detected: readonly number[]): number[] =>
  Array.from({ length: rows }, (_, row) => (detected.includes(row) ? 1 : 0));
