import { hash } from 'node:crypto';
import { createSeenKeys } from './seen-keys.ts';

const digest = (key: number) => hash('md5', String(key), 'buffer');

test('a key that was added is always known, a new one hardly ever', () => {
  const seen = createSeenKeys(1000);
  const count = 3500;
  for (let key = 0; key < count; key++) seen.add(digest(key), BigInt(key));
  for (let key = 0; key < count; key++) expect(seen.mayHold(digest(key))).toBe(true);
  let wrong = 0;
  for (let key = count; key < count + 10_000; key++) if (seen.mayHold(digest(key))) wrong += 1;
  // Four generations of 1 in 400.
  expect(wrong).toBeLessThan(200);
});

test('keys are forgotten when the newest of their generation is past', () => {
  const seen = createSeenKeys();
  seen.add(digest(1), 10n);
  seen.add(digest(2), 20n);
  seen.forgetBefore(20n);
  expect(seen.mayHold(digest(1))).toBe(true);
  seen.forgetBefore(21n);
  expect([seen.mayHold(digest(1)), seen.mayHold(digest(2))]).toEqual([false, false]);
});
