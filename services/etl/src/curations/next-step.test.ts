import type { Claim } from './claim.ts';
import { nextStep, type Step } from './next-step.ts';

const minute = 60_000;
const now = 1_764_000_000_000;
const rest = 5 * minute;

const aClaim = (age: number, given: Partial<Claim>): Claim => ({
  partition: '2026-11-23-14',
  state: 'curated',
  token: 'token',
  fingerprint: 'old',
  since: now - age,
  failures: 0,
  announced: true,
  version: 1,
  ...given,
});

test.each<[string, number, Partial<Claim>, string | undefined, Step]>([
  ['a claim is left to who made it for two minutes', 2 * minute - 1, { state: 'claimed' }, 'new', 'rest'],
  ['a claim is resumed after that', 2 * minute, { state: 'claimed' }, 'new', 'resume'],
  ['a partition that waits starts as soon as it is looked at', 0, { state: 'waiting' }, 'new', 'start'],
  ['a run is asked how it goes', 0, { state: 'running', runId: 'run' }, 'new', 'settle'],
  ['a curated partition rests while nothing new landed', 60 * minute, {}, 'old', 'rest'],
  ['new objects wait for company', rest - 1, {}, 'new', 'rest'],
  ['new objects are curated after the rest', rest, {}, 'new', 'start'],
  ['objects that expired are not curated away', 60 * minute, {}, undefined, 'rest'],
  ['an end that may be being announced is left alone', 2 * minute - 1, { announced: false }, 'new', 'rest'],
  [
    'an end that nobody announced is announced, before anything starts',
    10 * minute,
    { announced: false },
    'new',
    'announce',
  ],
  ['a first failure is tried again after five minutes', 5 * minute, { state: 'failed', failures: 1 }, 'old', 'start'],
  ['and not before', 5 * minute - 1, { state: 'failed', failures: 1 }, 'new', 'rest'],
  ['a third after twenty', 20 * minute, { state: 'failed', failures: 3 }, 'old', 'start'],
  ['and not before', 20 * minute - 1, { state: 'failed', failures: 3 }, 'old', 'rest'],
  ['failures are tried again after six hours at most', 360 * minute, { state: 'failed', failures: 40 }, 'old', 'start'],
])('%s', (_, age, given, landed, step) => {
  expect(nextStep(aClaim(age, given), landed, now, rest)).toBe(step);
});

test('a partition without a claim starts when something landed', () => {
  expect(nextStep(undefined, 'new', now, rest)).toBe('start');
  expect(nextStep(undefined, undefined, now, rest)).toBe('rest');
});
