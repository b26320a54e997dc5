import { readJson } from '@millrace/shared/contracts/schema-parser';
import { openBytes } from '@millrace/shared/runtime/open-bytes';
import { applyPatch, type Operation } from 'rfc6902';
import { aggregateIn } from './aggregate-in.ts';

/**
 * Applies a JSON Patch whole or not at all. Answers the record as UTF-8 JSON, or why it cannot be patched, with no value of the
 * payload in it.
 */
export const patchBytes = (data: Buffer, patch: readonly Operation[]): { ok: Buffer } | { wrong: string } => {
  if (aggregateIn(data))
    return { wrong: 'is an aggregate of many records; replay it, and what is bad comes back singly' };
  const [opened] = openBytes(data);
  if (!opened || 'unreadable' in opened) return { wrong: `${opened?.unreadable.detail}; repair it with --data` };
  const read = readJson(opened.text);
  if ('setAside' in read) return { wrong: `${read.setAside.detail}; repair it with --data` };
  const problem = firstProblem(read.ok, patch);
  return problem === undefined ? { ok: Buffer.from(JSON.stringify(read.ok)) } : { wrong: problem };
};

const firstProblem = (document: unknown, patch: readonly Operation[]): string | undefined => {
  for (const operation of patch) {
    const { op, path } = operation;
    const [error] = apply(document, operation);
    if (error) return `${op} ${path}: ${problems[error.name] ?? 'cannot be applied'}`;
  }
  return undefined;
};

const problems: Record<string, string> = {
  MissingError: 'there is nothing at that path',
  TestError: 'the value is another one',
  InvalidOperationError: 'is no operation of RFC 6902',
};

/** The library throws on a pointer that is none, and when it adds to a number or a text. */
const apply = (document: unknown, operation: Operation): (Error | null)[] => {
  try {
    return applyPatch(document, [operation]);
  } catch (error) {
    return [error as Error];
  }
};
