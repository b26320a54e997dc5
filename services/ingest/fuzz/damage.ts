import { type Entries, type Node, spell, write } from './node.ts';
import type { Random } from './random.ts';

/** Changes to a reading that may or may not break it: the oracle says which did. */
export const damagedText = (reading: Entries, random: Random, now: number): string => {
  if (random.chance(0.6)) for (let times = random.int(1, 2); times > 0; times--) damageNode(reading, random, now);
  const text = write(reading, random);
  // No sender can write half a surrogate pair in UTF-8.
  return (random.chance(0.5) ? random.pick(textDamages)(text, random) : text).toWellFormed();
};

/** Applies one change somewhere in the tree. */
const damageNode = (root: Entries, random: Random, now: number): void => {
  const { entries } = random.chance(0.4) ? root : random.pick(objectsIn(root));
  const at = random.int(0, Math.max(0, entries.length - 1));
  const [name, value] = entries[at] ?? ['a', '1'];
  const replace = (...entry: [string, Node]) => entries.splice(at, 1, entry);
  const insert = (...each: [string, Node][]) => entries.splice(random.int(0, entries.length), 0, ...each);
  random.pick<() => unknown>([
    () => entries.splice(at, 1),
    () => insert([name, random.chance(0.5) ? value : '1']),
    () => insert([oddName(random), oddValue(random)]),
    () => replace(oddName(random), value),
    () => replace(name, oddValue(random)),
    () => replace(name, oddValue(random)),
    () => setTime(root, oddTime(random, now)),
    () => setTime(root, oddTime(random, now)),
    () =>
      random.chance(0.1) && insert(...random.list(random.pick([33, 65, random.int(235, 260)]), () => numbered(random))),
  ])();
};

const numbered = (random: Random): [string, Node] => [`k${random.int(0, 1e6)}`, '1'];

const objectsIn = (node: Node): Entries[] =>
  typeof node === 'string' ? [] : [node, ...node.entries.flatMap(([, value]) => objectsIn(value))];

const setTime = ({ entries }: Entries, text: string): void => {
  const time = entries.find(([name]) => name === 'time');
  if (time) time[1] = text;
};

const oddName = (random: Random): string =>
  random.pick([
    ...['__proto__', 'constructor', 'prototype', '', ' ', 'a/b', 'x~y', '1a', 'ä', '😀', 'a b', 'deviceid', 'deviceId'],
    ...[
      'tenant',
      'units',
      'log',
      'id',
      'a'.repeat(64),
      'a'.repeat(65),
      '-'.repeat(200),
      'refused',
      'mqtt',
      'time',
      '\u0000',
    ],
  ]);

const oddValue = (random: Random): Node =>
  random.pick<() => Node>([
    () =>
      random.pick([
        'null',
        '[]',
        '[1,2]',
        '{}',
        '""',
        '" "',
        'true',
        '-1',
        '0',
        '1.5',
        '1e2',
        '1e20',
        '1e309',
        '-1e999',
      ]),
    () =>
      random.pick(['"a"', '"A-b.c:d_e"', '"-a"', '"a/b"', '"ward-b"', '"Ward"', '"\\ud800"', '"\\u0000"', '"a\\n"']),
    () =>
      random.pick(['"monitor-02"', '"monitor-01"', `"${'d'.repeat(128)}"`, `"${'d'.repeat(129)}"`, '"INFO"', '"info"']),
    () =>
      spell(random.pick(['a', 'ä', '😀', 'e\u0301', '👩‍👩‍👧']).repeat(random.pick([32, 33, 64, 65, 256, 257])), random),
    () => `1${'0'.repeat(random.pick([20, 308, 309, 400]))}`,
    () => nested(random.int(1, 12), random),
    () => `[{"a":1,"${random.pick(['a', 'b'])}":2}]`,
    () => ({
      entries: [
        ['a', '1'],
        [random.pick(['a', 'b', '__proto__']), '"x"'],
      ],
    }),
    () => (random.chance(0.05) ? spell('b'.repeat(random.pick([8192, 8193, 300_000])), random) : '"b"'),
  ])();

const nested = (depth: number, random: Random): string => {
  const [open, close] = random.pick([
    ['[', ']'],
    ['{"a":', '}'],
  ] as const);
  return `${open.repeat(depth)}${open === '[' ? '' : '1'}${close.repeat(depth)}`;
};

/** Days that do not exist, limits of the clock on either side, and forms that some parsers take. */
const oddTime = (random: Random, now: number): string => {
  const day = 86_400_000;
  const edge = random.pick([now + 900_000, now - 730 * day, 0]) + random.pick([-1, 0, 1]);
  if (random.chance(0.3)) return random.chance(0.5) || edge < 0 ? String(edge) : `"${new Date(edge).toISOString()}"`;
  return random.pick([
    ...['0', '1', '-1', '1e12', '1764000000000.0', '1764000000000.5', '8640000000000001', '"1764000000000"', '""'],
    ...['"2025-02-29T00:00:00Z"', '"2024-02-29T00:00:00Z"', '"2025-02-30T00:00:00Z"', '"2025-04-31T00:00:00Z"'],
    ...['"2025-00-10T00:00:00Z"', '"2025-13-10T00:00:00Z"', '"2025-10-00T00:00:00Z"', '"2025-10-32T00:00:00Z"'],
    ...['"2025-10-10T24:00:00Z"', '"2025-10-10T24:00:01Z"', '"2025-10-10T25:00:00Z"', '"2025-10-10T10:60:00Z"'],
    ...[
      '"2025-10-10T10:10:60Z"',
      '"2016-12-31T23:59:60Z"',
      '"2025-10-10T10:10:10+23:59"',
      '"2025-10-10T10:10:10+24:00"',
    ],
    ...[
      '"2025-10-10T10:10:10+10:60"',
      '"2025-10-10T10:10:10+99:99"',
      '"2025-10-10T10:10:10"',
      '"2025-10-10 10:10:10Z"',
    ],
    ...[
      '"2025-10-10T10:10Z"',
      '"2025-10-10T10:10:10.Z"',
      '"2025-10-10T10:10:10.1234567890Z"',
      '"2025-10-10t10:10:10z"',
    ],
    ...['"0000-01-01T00:00:00Z"', '"0099-01-01T00:00:00Z"', '"9999-12-31T23:59:59Z"', '"+002025-10-10T10:10:10Z"'],
    ...['"10 Oct 2025 10:10:10 GMT"', '"2025-10-10T10:10:10 Z"', '"2025-10-10T10:10:10-00:00"', '"2025-2-3T10:10:10Z"'],
  ]);
};

type TextDamage = (text: string, random: Random) => string;
const at = (text: string, random: Random): number => random.int(0, text.length);
const signs = [
  '"',
  '\\',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '0',
  '-',
  '.',
  'e',
  ' ',
  '\n',
  '\u0000',
  '\ufeff',
  '\u00a0',
  'ä',
  '\\u',
  '//',
  'NaN',
];

const textDamages: TextDamage[] = [
  (text, random) => text.slice(0, at(text, random)),
  (text, random) => text.slice(at(text, random)),
  (text, random) => {
    const place = at(text, random);
    return text.slice(0, place) + random.pick(signs) + text.slice(place);
  },
  (text, random) => {
    const place = at(text, random);
    return text.slice(0, place) + text.slice(place + random.int(1, 3));
  },
  (text, random) => {
    const place = at(text, random);
    return text.slice(0, place) + random.pick(signs) + text.slice(place + 1);
  },
  (text) => text + text,
  (text) => `[${text}]`,
  (text) => text.replaceAll('"', "'"),
  (text) => text.replace('}', ',}'),
  (text) => `\ufeff${text}`,
  (text) => text.replace(/:(\d)/, ':0$1'),
  (text) => text.replace(/:(\d)/, ':+$1'),
  (text) => JSON.stringify(text),
  (text, random) => `${text}${random.pick([' ', '\n', '}', 'x', ',', '\u00a0'])}`,
  (_, random) =>
    random.pick([
      '',
      ' ',
      '{}',
      '[]',
      'null',
      '0',
      '"',
      '{',
      '[',
      '[[',
      '{"a"',
      'undefined',
      '{"refused":1}\n{}',
      '{"mqtt":"e30="}',
    ]),
  (_, random) => (random.chance(0.01) ? random.pick(['[', '{"a":']).repeat(100_000) : '['),
  (_, random) => random.list(random.int(1, 40), () => random.pick(signs)).join(''),
];
