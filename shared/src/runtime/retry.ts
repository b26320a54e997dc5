import { setTimeout as sleep } from 'node:timers/promises';

/** One entry that a batch call did not take. `retriable` is false where a second try cannot help. */
export type Refused<T> = { entry: T; code: string; retriable: boolean };

export type RetryPolicy = {
  /** Calls for one batch at most, the first included. */
  attempts: number;
  /** Ceiling of the first pause in milliseconds; it doubles with each attempt, up to `maxDelay`. */
  baseDelay: number;
  maxDelay: number;
  pause: (milliseconds: number) => Promise<unknown>;
  /** In [0, 1). */
  random: () => number;
};

/** Full jitter as in "Exponential Backoff And Jitter" (AWS Architecture Blog): short, since the stream retries behind it. */
export const defaultRetry: RetryPolicy = {
  attempts: 5,
  baseDelay: 50,
  maxDelay: 2_000,
  pause: sleep,
  random: Math.random,
};

/**
 * Sends a batch, then only what was refused and may be tried again. Returns what is still refused at the end.
 * `send` answers the refused entries of one call; what it throws passes through, for the SDK has retried it already.
 */
export const sendWithRetry = async <T>(
  entries: readonly T[],
  send: (entries: readonly T[]) => Promise<Refused<T>[]>,
  policy: RetryPolicy,
): Promise<Refused<T>[]> => {
  const final: Refused<T>[] = [];
  let pending = entries;
  for (let attempt = 1; pending.length > 0; attempt++) {
    const refused = await send(pending);
    const again = attempt < policy.attempts ? refused.filter(({ retriable }) => retriable) : [];
    for (const each of refused) if (!again.includes(each)) final.push(each);
    pending = again.map(({ entry }) => entry);
    if (pending.length > 0) await policy.pause(jitteredDelay(attempt, policy));
  }
  return final;
};

const jitteredDelay = (attempt: number, { baseDelay, maxDelay, random }: RetryPolicy): number =>
  random() * Math.min(maxDelay, baseDelay * 2 ** (attempt - 1));
