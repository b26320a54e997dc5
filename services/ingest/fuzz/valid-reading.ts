import { severities } from '@millrace/shared/contracts/reading';
import { type Entries, type Node, spell } from './node.ts';
import type { Random } from './random.ts';

type Given = { deviceId: string; tenant: string; now: number };

const letters = 'abcxyzABCXYZ0123456789';
const word = (random: Random, length: number, others = '_.-'): string =>
  random.pick(['a', 'H', 'z']) + random.list(length - 1, () => random.pick([...letters, ...others])).join('');

/** Mostly short, sometimes as long as it may be. */
const lengthUpTo = (random: Random, most: number): number =>
  random.chance(0.02) ? most : random.int(1, Math.min(12, most));

const measureName = (random: Random): string =>
  random.chance(0.5)
    ? random.pick([
        'heart-rate',
        'oxygen-saturation',
        'system.cpu.load_average.1m',
        'a',
        'toString',
        'hasOwnProperty',
        'mqtt',
      ])
    : word(random, lengthUpTo(random, 64));

const characters = [
  'a',
  'Z',
  ' ',
  '"',
  '\\',
  '/',
  '\n',
  '\t',
  '\u0000',
  'ä',
  'ß',
  '漢',
  '😀',
  '\u0301',
  '\u200d',
  '\ufeff',
  ':',
  '{',
  '}',
  ',',
];
const freeText = (random: Random, most: number): string =>
  random.list(lengthUpTo(random, most), () => random.pick(characters)).join('');

const number = (random: Random): string =>
  random.pick([
    () => String(random.int(-200, 200)),
    () => `${random.int(0, 99)}.${random.int(0, 99)}`,
    () => `${random.int(-9, 9)}${random.pick(['e', 'E'])}${random.pick(['', '+', '-'])}${random.int(0, 300)}`,
    () =>
      random.pick([
        '0',
        '-0',
        '1.0',
        '-0.0',
        '1e308',
        '5e-324',
        '1e-400',
        '0e999',
        '9007199254740993',
        '0.30000000000000000001',
      ]),
    () => `1${'0'.repeat(random.int(1, 308))}`,
  ])();

const value = (random: Random): Node =>
  random.pick([
    () => number(random),
    () => number(random),
    () => random.pick(['true', 'false']),
    () => spell(freeText(random, 256), random),
  ])();

const byName = (random: Random, most: number, make: () => Node): Entries => {
  const count = random.chance(0.01) ? most : random.int(1, 7);
  const names = new Set(random.list(count, () => measureName(random)));
  if (count === most) for (let index = 0; names.size < most; index++) names.add(`m${index}`);
  return { entries: [...names].map((name) => [name, make()]) };
};

const two = (part: number): string => String(part).padStart(2, '0');

/** A time within the clock's limits, in one of the forms that a device may write it in. */
const time = (random: Random, now: number): string => {
  const at = now - random.pick([0, 1, random.int(0, 1000), random.int(0, 700 * 86_400_000)]);
  if (random.chance(0.3)) return String(at);
  const offset = random.chance(0.5) ? 0 : random.int(-14 * 60, 14 * 60);
  const local = new Date(at - (at % 1000) + offset * 60_000).toISOString().slice(0, 19);
  const zone =
    offset === 0
      ? random.pick(['Z', 'z', '+00:00', '-00:00'])
      : `${offset < 0 ? '-' : '+'}${two(Math.floor(Math.abs(offset) / 60))}:${two(Math.abs(offset) % 60)}`;
  const fraction = random.chance(0.5) ? '' : `.${random.list(random.int(1, 9), () => random.int(0, 9)).join('')}`;
  return `"${random.chance(0.9) ? local : local.replace('T', 't')}${fraction}${zone}"`;
};

/** A reading that every part of the contract allows. */
export const validReading = (random: Random, { deviceId, tenant, now }: Given): Entries => {
  const log = random.chance(0.1);
  const entries: Entries['entries'] = [
    ['deviceId', spell(deviceId, random)],
    ['time', time(random, now)],
    ['measures', log && random.chance(0.5) ? { entries: [] } : byName(random, 64, () => value(random))],
  ];
  if (random.chance(0.2)) entries.push(['units', byName(random, 64, () => spell(freeText(random, 32), random))]);
  if (log) {
    const body = spell(freeText(random, random.chance(0.01) ? 8192 : 40), random);
    entries.push([
      'log',
      {
        entries: [
          ['severity', spell(random.pick(severities), random)],
          ['body', body],
        ],
      },
    ]);
  }
  if (random.chance(0.4))
    entries.push([
      'id',
      spell(random.list(lengthUpTo(random, 64), () => random.pick(['1', '!', '"', '~', '\\', 'x'])).join(''), random),
    ]);
  if (random.chance(0.2)) entries.push(['attributes', byName(random, 32, () => value(random))]);
  if (random.chance(0.1)) entries.push(['tenant', spell(tenant, random)]);
  return { entries: entries.sort(() => random.next() - 0.5) };
};
