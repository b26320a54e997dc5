import fc from 'fast-check';
import { cellCount, gapTo, moveCells, visit } from './visited-cells.ts';

/** Cells of width 1. */
const span = { low: 0, high: cellCount };
const visited = (...values: number[]) => values.reduce((cells, value) => visit(cells, span, value), 0);

test('a value in or next to a cell that was visited leaves no gap', () => {
  const cells = visited(3.5, 20.5);
  for (const value of [3, 3.99, 4.99, 2.01, 19.01, 21.99]) expect(gapTo(cells, span, value)).toBe(0);
});

test('a gap is how far the nearest visited cell is, in spans', () => {
  const cells = visited(3.5, 20.5);
  expect(gapTo(cells, span, 10)).toBeCloseTo(6 / cellCount, 12);
  expect(gapTo(cells, span, 16)).toBeCloseTo(4 / cellCount, 12);
  expect(gapTo(cells, span, 23)).toBeCloseTo(2 / cellCount, 12);
  expect(gapTo(cells, span, 1)).toBeCloseTo(2 / cellCount, 12);
});

test('the ends of the span belong to its first and last cell', () => {
  expect(visited(0)).toBe(1);
  expect(visited(cellCount)).toBe(1 << (cellCount - 1));
});

test('values outside the span, a span that is none, and cells that are all unknown leave no gap and visit nothing', () => {
  expect(gapTo(visited(3.5), span, 25)).toBe(0);
  expect(gapTo(visited(3.5), span, -1)).toBe(0);
  expect(gapTo(1, { low: 5, high: 5 }, 5)).toBe(0);
  expect(gapTo(0, span, 12)).toBe(0);
  expect(visited(-1, 25)).toBe(0);
  expect(visit(0, { low: 5, high: 5 }, 5)).toBe(0);
});

test('cells go along when the span changes', () => {
  const cells = visited(3.5, 20.5);
  const twice = moveCells(cells, span, { low: 0, high: 2 * cellCount });
  expect(twice).toBe((1 << 1) | (1 << 10));
  expect(moveCells(cells, span, { low: 10, high: 22 })).toBe(1 << 21);
  expect(moveCells(cells, span, span)).toBe(cells);
});

test('where all was visited, a span that grows or fades a little has no gap', () => {
  const all = (1 << cellCount) - 1;
  fc.assert(
    fc.property(
      fc.double({ min: -2, max: 0.05, noNaN: true }),
      fc.double({ min: 0.95, max: 3, noNaN: true }),
      (low, high) => {
        const next = { low: low * cellCount, high: high * cellCount };
        const cells = moveCells(all, span, next);
        const places = Array.from({ length: 241 }, (_, index) => index / 10);
        const inside = places.filter((place) => place >= next.low && place <= next.high);
        expect(inside.filter((place) => gapTo(cells, next, place) > 0)).toEqual([]);
      },
    ),
  );
});
