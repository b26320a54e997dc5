/** Which 24ths of the span between a signal's lowest and highest value it has been in, a bit each, from the lowest. */
export type VisitedCells = number;

type Span = { high: number; low: number };

export const visit = (cells: VisitedCells, span: Span, value: number): VisitedCells => {
  const cell = cellOf(span, value);
  return cell === undefined ? cells : cells | (1 << cell);
};

/** How far a value within the span is from the nearest cell that was visited, in spans; 0 where a cell's width or less is between. */
export const gapTo = (cells: VisitedCells, span: Span, value: number): number => {
  const cell = cellOf(span, value);
  if (cells === 0 || cell === undefined || cells & (1 << cell)) return 0;
  const below = 31 - Math.clz32(cells & ((1 << cell) - 1));
  const above = 31 - Math.clz32(lowestBit((cells >> cell) << cell));
  const place = placeOf(span, value);
  const gap = Math.min(
    below < 0 ? Number.POSITIVE_INFINITY : place - (below + 1),
    above < 0 ? Number.POSITIVE_INFINITY : above - place,
  );
  return gap <= 1 ? 0 : gap / cellCount;
};

/** The cells of another span: each goes where its middle is. */
export const moveCells = (cells: VisitedCells, from: Span, to: Span): VisitedCells => {
  if (from.high === to.high && from.low === to.low) return cells;
  const width = (from.high - from.low) / cellCount;
  let moved = 0;
  for (let cell = 0; cell < cellCount; cell++)
    if (cells & (1 << cell)) moved = visit(moved, to, from.low + (cell + 0.5) * width);
  return moved;
};

export const cellCount = 24;

const lowestBit = (bits: number): number => bits & -bits;
const placeOf = ({ high, low }: Span, value: number): number => ((value - low) / (high - low)) * cellCount;

/** None outside the span, or where there is no span. */
const cellOf = (span: Span, value: number): number | undefined => {
  if (value < span.low || value > span.high || span.low === span.high) return undefined;
  return Math.min(cellCount - 1, Math.floor(placeOf(span, value)));
};
