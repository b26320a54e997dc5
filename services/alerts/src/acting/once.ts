import { createHash } from 'node:crypto';
import { Problem } from '@millrace/shared/runtime/http';
import type { RuleState } from '../engine/rule-state.ts';

/** Digests: of an idempotency key in the name of who sent it, and of what was asked for with it. */
export type Once = readonly [key: string, asked: string];

/** Keys that a rule on a device remembers; the oldest goes first. */
const mostKeys = 8;

/** From the header `Idempotency-Key`, where there is one. `scope` is whatever the key is good for, the sender included. */
export const onceOf = (
  headers: Record<string, string>,
  scope: readonly string[],
  asked: readonly string[],
): Once | undefined => {
  const key = headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (!/^[\x21-\x7e]{1,128}$/.test(key))
    throw new Problem(400, 'invalid-header', 'Idempotency-Key must be 1 to 128 printable ASCII characters.', {
      header: 'idempotency-key',
    });
  return [digest([...scope, key], 16), digest(asked, 8)];
};

/** Whether the rule has acted on that key: on the same request, or on another one. */
export const actedOn = ({ acted = [] }: RuleState, [key, asked]: Once): 'this' | 'another' | undefined => {
  const known = acted.find(([one]) => one === key);
  if (!known) return undefined;
  return known[1] === asked ? 'this' : 'another';
};

export const withKey = (state: RuleState, once: Once): RuleState => ({
  ...state,
  acted: [...(state.acted ?? []), once].slice(-mostKeys),
});

const digest = (parts: readonly string[], length: number): string =>
  createHash('sha256').update(JSON.stringify(parts)).digest('base64url').slice(0, length);
