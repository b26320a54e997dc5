import { type Life, normal } from './life/life.ts';
import type { Weighed } from './life/weigh.ts';

/** All that is remembered of one rule on one device. Plain JSON. */
export type RuleState = {
  /** Device time of the last thing that changed anything: nothing older counts any more. */
  at: number;
  /** How many changes there have been, the last one's number. */
  number: number;
  life: Life;
  /** What the condition remembers, and which condition that is. */
  memory?: unknown;
  form?: string;
  /** Of rules whose alerts escalate by a value. */
  weighed?: Weighed;
  /** Digests of the keys of the last actions that came with one, and of what each asked for. */
  acted?: readonly (readonly [key: string, asked: string])[];
};

/** Before the first reading: no device time is negative. */
export const untouched: RuleState = { at: -1, number: 0, life: normal };
