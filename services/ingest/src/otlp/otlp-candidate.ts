import type { Candidate } from '../take/judge-record.ts';

export type OtlpCandidate = Candidate & {
  /** Data points or log records that it answers for. */
  items: number;
  /** False where attributes had to be cut or left out. */
  isWhole?: boolean;
};
