import { readCommandLine } from './command-line.ts';

const now = Date.UTC(2026, 10, 23, 12);
const hour = 3_600_000;

test('the last day of the lake is what is run, with a day before to warm up', () => {
  expect(readCommandLine(['--rules', 'rules'], now)).toEqual({
    ...{ rules: 'rules', against: undefined, readings: undefined, keep: undefined, out: undefined },
    ...{
      from: now - 24 * hour,
      to: undefined,
      warmUp: 24 * hour,
      format: 'markdown',
      limit: 50,
      failOnDifference: false,
    },
    place: { stage: undefined, region: undefined, endpointUrl: undefined },
  });
});

test('a file is run whole', () => {
  const { from, to } = readCommandLine(['--rules', 'rules', '--readings', 'x'], now);
  expect([from, to]).toEqual([undefined, undefined]);
});

test.each([
  ['2026-11-20', Date.UTC(2026, 10, 20)],
  ['2026-11-20T12:00:00+01:00', Date.UTC(2026, 10, 20, 11)],
  ['90m', now - 1.5 * hour],
  ['2w', now - 14 * 24 * hour],
])('--from %s is understood', (text, from) => {
  expect(readCommandLine(['--rules', 'rules', '--from', text], now).from).toBe(from);
});

test.each([
  [[], '--rules DIR'],
  [['--rules', 'r', '--from', 'yesterday'], '--from yesterday is no time'],
  [['--rules', 'r', '--from', '2026-13-45'], 'is no time'],
  [['--rules', 'r', '--from', '1h', '--to', '1h'], '--from is not before --to'],
  [['--rules', 'r', '--from', '2026-11-24'], '--from is not before --to'],
  [['--rules', 'r', '--warm-up', '1'], '--warm-up 1 is no length'],
  [['--rules', 'r', '--format', 'html'], '--format html'],
  [['--rules', 'r', '--limit', 'all'], '--limit all'],
  [['--rules', 'r', '--readings', 'f', '--keep', 'g'], '--keep goes with the lake'],
  [['--rules', 'r', '--readings', 'f', '--fail-on-difference'], '--against DIR'],
  [['--rules', 'r', '--nonsense'], 'nonsense'],
])('%j is refused with words that help', (args, message) => {
  expect(() => readCommandLine(args, now)).toThrow(message);
});
