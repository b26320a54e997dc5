import fc from 'fast-check';
import { defaultRetry, type Refused, type RetryPolicy, sendWithRetry } from './retry.ts';

const atOnce: RetryPolicy = { ...defaultRetry, pause: async () => {} };

test('only refused entries are sent again, until they are taken', async () => {
  const calls: string[][] = [];
  const refused = await sendWithRetry(
    ['a', 'b', 'c'],
    async (entries) => {
      calls.push([...entries]);
      return calls.length < 3 ? [{ entry: 'b', code: 'Throttled', retriable: true }] : [];
    },
    atOnce,
  );
  expect(calls).toEqual([['a', 'b', 'c'], ['b'], ['b']]);
  expect(refused).toEqual([]);
});

test('an entry that a retry cannot help is sent once', async () => {
  let calls = 0;
  const invalid = { entry: 'a', code: 'InvalidArgument', retriable: false };
  const refused = await sendWithRetry(
    ['a'],
    async () => {
      calls++;
      return [invalid];
    },
    atOnce,
  );
  expect(calls).toBe(1);
  expect(refused).toEqual([invalid]);
});

test('attempts are bounded and the pauses between them double under the cap', async () => {
  const pauses: number[] = [];
  let calls = 0;
  const policy: RetryPolicy = {
    attempts: 5,
    baseDelay: 100,
    maxDelay: 500,
    random: () => 0.5,
    pause: async (milliseconds) => pauses.push(milliseconds),
  };
  await sendWithRetry(
    ['a'],
    async () => {
      calls++;
      return [{ entry: 'a', code: 'Throttled', retriable: true }];
    },
    policy,
  );
  expect(calls).toBe(5);
  expect(pauses).toEqual([50, 100, 200, 250]);
});

test('what send throws passes through', async () => {
  const send = async (): Promise<Refused<string>[]> => {
    throw new Error('AccessDenied');
  };
  await expect(sendWithRetry(['a'], send, atOnce)).rejects.toThrow('AccessDenied');
});

test('every entry is taken once or comes back refused, whatever fails', () => {
  const fates = fc.array(fc.array(fc.constantFrom('taken', 'throttled', 'invalid'), { minLength: 8, maxLength: 8 }));
  return fc.assert(
    fc.asyncProperty(fates, async (plan) => {
      const entries = plan.map((_, index) => index);
      const tries = new Map<number, number>();
      const taken: number[] = [];
      const refused = await sendWithRetry(
        entries,
        async (sent) =>
          sent.flatMap((entry) => {
            const attempt = tries.get(entry) ?? 0;
            tries.set(entry, attempt + 1);
            const fate = plan[entry]?.[attempt];
            if (fate !== 'taken') return [{ entry, code: fate ?? '', retriable: fate === 'throttled' }];
            taken.push(entry);
            return [];
          }),
        atOnce,
      );
      expect([...taken, ...refused.map(({ entry }) => entry)].sort((a, b) => a - b)).toEqual(entries);
    }),
  );
});
