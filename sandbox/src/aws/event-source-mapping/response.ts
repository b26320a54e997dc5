import type { Invocation } from '../../lambda/invoke.ts';
import type { Item } from './event.ts';

/** `succeeded` counts the records from the front that need not come again: all of them, or none, or some. */
export type Outcome = { succeeded: number; functionError: string | null; state?: unknown };

type Expectation = { reportsItemFailures: boolean; expectsState: boolean };

/** What the function's answer means for the batch. The cases are those recorded from AWS, see the test. */
export const interpretResponse = (
  { payload, functionError }: Invocation,
  items: Item[],
  { reportsItemFailures, expectsState }: Expectation,
): Outcome => {
  if (functionError) return { succeeded: 0, functionError };
  const answer = parse(payload);
  if (expectsState && !(isObject(answer) && answer.state !== undefined)) return failed;
  const succeeded = reportsItemFailures ? countBeforeFailure(answer, items) : items.length;
  return { succeeded, functionError: null, ...(expectsState && isObject(answer) && { state: answer.state }) };
};

const failed: Outcome = { succeeded: 0, functionError: null };

/** Where the lowest reported sequence number stands. An answer that cannot be understood fails the whole batch. */
const countBeforeFailure = (answer: unknown, items: Item[]): number => {
  if (answer === null || answer === '' || (Array.isArray(answer) && answer.length === 0)) return items.length;
  const failures = isObject(answer) ? (answer.batchItemFailures ?? []) : undefined;
  if (!Array.isArray(failures)) return 0;
  if (failures.length === 0) return items.length;
  const places = new Map<unknown, number>(items.map((item, place) => [item.record.sequenceNumber, place]));
  return failures.reduce((least, failure) => Math.min(least, places.get(failure?.itemIdentifier) ?? 0), items.length);
};

const parse = (payload: string): unknown => {
  try {
    return JSON.parse(payload);
  } catch {
    return undefined;
  }
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
