import type { EnrichedReading } from '@millrace/shared/contracts/enriched-reading';
import type { MeasureValue } from '@millrace/shared/contracts/reading';

/** What a condition says of an instant. `between` lies inside its hysteresis: neither begun nor over. */
export type Truth = 'breach' | 'between' | 'clear';

/** What conditions look at of a reading. */
export type Observed = Pick<EnrichedReading, 'id' | 'time' | 'measures' | 'log'>;

/** What a reading, or the passing of time, makes of a condition. */
export type Said<Memory> = {
  /** The one given, the same object, where there is nothing new to remember. */
  memory: Memory | undefined;
  /** None where the reading says nothing about the condition. */
  truth?: Truth;
  value?: MeasureValue;
  unit?: string;
};

/**
 * A condition of a rule on one device. Its truth is piecewise constant over device time: a value holds until the next one.
 * All that it remembers is passed in and out, is plain JSON, and changes only where something depends on it: what a reading
 * leaves as it was need not be stored, and such a reading may come again at any time.
 */
export type Condition<Memory = unknown> = {
  /** The measure that an alert is about, where it is about one. */
  measure?: string;
  /** Names of the measures whose values it looks at. */
  looksAt: ReadonlySet<string>;
  /**
   * Whether it tells by itself which readings it has seen. Others are not shown a reading that is no later than the last one
   * which changed anything.
   */
  knowsWhatItSaw: boolean;
  /** Readings come in the order of their times. */
  observe: (memory: Memory | undefined, reading: Observed) => Said<Memory>;
  /** The device time at which it changes though nothing is observed. */
  dueAt: (memory: Memory | undefined) => number | undefined;
  /** What it says once that time has come. */
  pass: (memory: Memory | undefined, time: number) => Said<Memory>;
};

/** Of a condition that changes with readings only. */
export const timeless = {
  dueAt: (): undefined => undefined,
  pass: <Memory>(memory: Memory | undefined): Said<Memory> => ({ memory }),
};

/** The condition for those who only pass its memory around. */
export const sealed = <Memory>(condition: Condition<Memory>): Condition => condition as unknown as Condition;

export const earliest = (times: readonly (number | undefined)[]): number | undefined => {
  let first: number | undefined;
  for (const time of times) if (time !== undefined && (first === undefined || time < first)) first = time;
  return first;
};
