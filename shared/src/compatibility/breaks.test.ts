import fc from 'fast-check';
import * as Type from 'typebox';
import { Compile } from 'typebox/schema';
import { EnrichedReading } from '../contracts/enriched-reading.ts';
import { publishedContracts } from '../contracts/published-contracts.ts';
import { Reading } from '../contracts/reading.ts';
import { breaks } from './breaks.ts';
import { refusals } from './refusals.ts';
import type { Schema } from './schema.ts';
import { changeSchema } from './testing/change-schema.ts';
import { valuesOf } from './testing/values-of.ts';

const json = (schema: object): Schema => JSON.parse(JSON.stringify(schema));

/** As devices send it, who are older than we are. */
const fromDevices = { readsOlder: true, isReadByOlder: false };
/** As subscribers read it, who are older, too. */
const toSubscribers = { readsOlder: false, isReadByOlder: true };

type Change = [string, (string | number)[], (part: Record<string, unknown>) => void];
const drop = (list: unknown, value: unknown) => {
  const values = list as unknown[];
  values.splice(
    values.findIndex((each) => JSON.stringify(each) === JSON.stringify(value)),
    1,
  );
};
const [string, number] = [{ type: 'string' }, { type: 'number' }];
const names = '^[A-Za-z][A-Za-z0-9_.-]{0,63}$';

const tightenings: Change[] = [
  ['a field is made required', [], ({ required }) => (required as string[]).push('id')],
  ['a field is removed', ['properties'], (fields) => delete fields.units],
  [
    'a field that is required is new',
    [],
    (part) => {
      (part.properties as Record<string, unknown>).unit = string;
      (part.required as string[]).push('unit');
    },
  ],
  [
    'a type is replaced',
    ['properties', 'id'],
    (part) => {
      part.type = 'integer';
      delete part.pattern;
    },
  ],
  [
    'a type is narrowed',
    ['properties', 'measures', 'patternProperties', names, 'anyOf', 0],
    (part) => {
      part.type = 'integer';
    },
  ],
  ['an alternative is dropped', ['properties', 'time'], ({ anyOf }) => (anyOf as unknown[]).shift()],
  [
    'a text gets shorter',
    ['properties', 'log', 'properties', 'body'],
    (part) => {
      part.maxLength = 8191;
    },
  ],
  [
    'an empty text is refused',
    ['properties', 'measures', 'patternProperties', names, 'anyOf', 2],
    (part) => {
      part.minLength = 1;
    },
  ],
  [
    'a value of an enumeration is dropped',
    ['properties', 'log', 'properties', 'severity'],
    (part) => drop(part.enum, 'FATAL'),
  ],
  [
    'a pattern is tightened',
    ['properties', 'deviceId'],
    (part) => {
      part.pattern = '^[A-Za-z0-9][A-Za-z0-9._-]{0,127}$';
    },
  ],
  [
    'a pattern comes to a text that had none',
    ['properties', 'log', 'properties', 'body'],
    (part) => {
      part.pattern = '^[ -~]*$';
    },
  ],
  [
    'a number gets a limit',
    ['properties', 'measures', 'patternProperties', names, 'anyOf', 0],
    (part) => {
      part.maximum = 1e9;
    },
  ],
  [
    'a limit comes nearer',
    ['properties', 'time', 'anyOf', 0],
    (part) => {
      part.minimum = 1;
    },
  ],
  [
    'fewer names are allowed',
    ['properties', 'measures'],
    (part) => {
      part.maxProperties = 63;
    },
  ],
  [
    'names get shorter',
    ['properties', 'units', 'patternProperties'],
    (part) => {
      part['^[A-Za-z][A-Za-z0-9_.-]{0,62}$'] = part[names];
      delete part[names];
    },
  ],
  [
    'a name is demanded',
    ['properties', 'measures'],
    (part) => {
      part.minProperties = 1;
    },
  ],
  [
    'a text gets a format',
    ['properties', 'log', 'properties', 'body'],
    (part) => {
      part.format = 'date-time';
    },
  ],
];

const loosenings: Change[] = [
  ['a field is optional now', [], ({ required }) => drop(required, 'measures')],
  ['an alternative is added', ['properties', 'time'], ({ anyOf }) => (anyOf as unknown[]).push({ type: 'null' })],
  [
    'a type is widened',
    ['properties', 'time', 'anyOf', 0],
    (part) => {
      part.type = 'number';
    },
  ],
  [
    'a text may be longer',
    ['properties', 'log', 'properties', 'body'],
    (part) => {
      part.maxLength = 8193;
    },
  ],
  [
    'a value is added to an enumeration',
    ['properties', 'log', 'properties', 'severity'],
    (part) => {
      (part.enum as string[]).push('PANIC');
    },
  ],
  [
    'a pattern is loosened',
    ['properties', 'deviceId'],
    (part) => {
      part.pattern = '^[A-Za-z0-9][A-Za-z0-9._:-]{0,199}$';
    },
  ],
  ['a limit is gone', ['properties', 'time', 'anyOf', 0], (part) => delete part.maximum],
  [
    'more names are allowed',
    ['properties', 'measures'],
    (part) => {
      part.maxProperties = 65;
    },
  ],
];

const harmless: Change[] = [
  ['nothing', [], () => {}],
  [
    'words',
    ['properties', 'id'],
    (part) => {
      part.title = 'Id';
      part.description = 'Another description.';
    },
  ],
  [
    'the order of fields',
    [],
    (part) => {
      part.properties = Object.fromEntries(Object.entries(part.properties as object).reverse());
      (part.required as string[]).reverse();
    },
  ],
];

const newField: Change = [
  'a field that may be left out is new',
  ['properties'],
  (fields) => {
    fields.quality = string;
  },
];

describe('where we read what older senders send', () => {
  test.each(tightenings)('it breaks them that %s', (_, path, change) => {
    const changed = changeSchema(Reading, path, change);
    expect(breaks(json(Reading), changed, fromDevices)).toHaveLength(1);
  });

  test.each([...loosenings, ...harmless, newField])('it breaks nobody that %s', (_, path, change) => {
    expect(breaks(json(Reading), changeSchema(Reading, path, change), fromDevices)).toEqual([]);
  });
});

describe('where older readers read what we send', () => {
  const open = changeSchema(Reading, [], (part) => delete part.additionalProperties);

  test.each(loosenings)('it breaks them that %s', (_, path, change) => {
    expect(breaks(open, changeSchema(open, path, change), toSubscribers)).toHaveLength(1);
  });

  test('they miss a field that is sent no more', () => {
    const changed = changeSchema(open, ['properties'], (fields) => delete fields.id);
    expect(breaks(open, changed, toSubscribers)).toEqual(['old readers miss it: /id is sent no more']);
  });

  test.each(tightenings.filter(([change]) => change !== 'a field is removed' && change !== 'a type is replaced'))(
    'it breaks nobody that %s',
    (_, path, change) => {
      expect(breaks(open, changeSchema(open, path, change), toSubscribers)).toEqual([]);
    },
  );

  test.each([...harmless, newField])('nor that %s is', (_, path, change) => {
    expect(breaks(open, changeSchema(open, path, change), toSubscribers)).toEqual([]);
  });

  test('a new field breaks readers that refuse what they do not know', () => {
    expect(breaks(json(Reading), changeSchema(Reading, newField[1], newField[2]), toSubscribers)).toEqual([
      'old readers refuse it: /quality is unknown',
    ]);
  });
});

test('it is told where in the value and what of the contract', () => {
  const unit = (maxLength: number) =>
    changeSchema(
      EnrichedReading,
      ['properties', 'measures', 'patternProperties', names, 'properties', 'unit'],
      (part) => {
        part.maxLength = maxLength;
      },
    );
  expect(breaks(unit(8), unit(7), { readsOlder: true, isReadByOlder: true })).toEqual([
    'what old senders send is refused: /measures/*/unit maxLength is 7',
  ]);
});

test.each([
  ['a keyword that nobody has thought of', { type: 'number', multipleOf: 2 }],
  ['one beside alternatives', { anyOf: [string, number], maxLength: 3 }],
  ['a schema of all other fields', { type: 'object', additionalProperties: string }],
])('%s stops the check', (_, schema) => {
  expect(() => refusals(schema, {})).toThrow('does not know');
});

test.each([
  ['pairs', Type.Tuple([Type.Number(), Type.Number()]), Type.Array(Type.Number()), true],
  [
    'pairs in longer lists',
    Type.Tuple([Type.Number(), Type.Number()]),
    Type.Array(Type.Number(), { minItems: 3 }),
    false,
  ],
  [
    'lists in pairs',
    Type.Array(Type.Number(), { minItems: 2, maxItems: 2 }),
    Type.Tuple([Type.Number(), Type.Number()]),
    true,
  ],
  [
    'long lists in pairs',
    Type.Array(Type.Number(), { minItems: 2 }),
    Type.Tuple([Type.Number(), Type.Number()]),
    false,
  ],
  [
    'pairs of other things',
    Type.Tuple([Type.Number(), Type.String()]),
    Type.Tuple([Type.Number(), Type.Number()]),
    false,
  ],
  ['fields as names', Type.Object({ a: Type.Number() }), Type.Record(Type.String(), Type.Number()), true],
  ['fields as other names', Type.Object({ a: Type.Number() }), Type.Record(Type.String(), Type.String()), false],
  [
    'names as a field',
    Type.Record(Type.String(), Type.Number()),
    Type.Object({ a: Type.Optional(Type.String()) }),
    false,
  ],
  ['a literal as its type', Type.Literal('a'), Type.String(), true],
  ['a type as a literal', Type.String(), Type.Literal('a'), false],
  ['anything as something', Type.Unknown(), Type.String(), false],
  ['something as anything', Type.String(), Type.Unknown(), true],
  [
    'one field of two',
    Type.Object({ a: Type.Optional(Type.Number()), b: Type.Optional(Type.Number()) }, { maxProperties: 1 }),
    Type.Object(
      { a: Type.Optional(Type.Number()), b: Type.Optional(Type.Number()) },
      { maxProperties: 1, minProperties: 0 },
    ),
    true,
  ],
])('%s are taken or not', (_, sender, receiver, taken) => {
  expect(refusals(json(sender), json(receiver)).length === 0).toBe(taken);
});

/** Any change of any part of any contract. */
const set = (keyword: string, value: unknown) => (part: Record<string, unknown>) => {
  part[keyword] = value;
};
const remove = (keyword: string) => (part: Record<string, unknown>) => {
  delete part[keyword];
};
const mutations: ((part: Record<string, unknown>) => void)[] = [
  ...[...tightenings, ...loosenings].map(([, , change]) => change),
  ...[set('additionalProperties', false), remove('additionalProperties'), remove('required'), set('type', 'number')],
  ...[set('minLength', 2), set('minItems', 1), set('maxItems', 1), set('pattern', '^[a-z]{1,9}$')],
];

/** Paths of all schemas in a schema, itself included. */
const pathsOf = (schema: Schema, path: (string | number)[] = []): (string | number)[][] => [
  path,
  ...['properties', 'patternProperties', 'anyOf', 'items'].flatMap((keyword) => {
    const inner = schema[keyword] ?? [];
    if (keyword === 'items' && !Array.isArray(inner)) return pathsOf(inner as Schema, [...path, keyword]);
    return Object.entries(inner).flatMap(([name, each]) => pathsOf(each, [...path, keyword, name]));
  }),
];

/** Undefined where the change does not fit the part, or makes a schema that the check does not know. */
const attempt = <T>(work: () => T): T | undefined => {
  try {
    return work();
  } catch {
    return undefined;
  }
};

test('whatever is changed, values that no refusal speaks of are taken', () => {
  const contract = fc.constantFrom(...publishedContracts.map(({ carries }) => json(carries)));
  const changed = contract.chain((before) =>
    fc.tuple(fc.constant(before), fc.constantFrom(...pathsOf(before)), fc.constantFrom(...mutations), fc.boolean()),
  );
  let compared = 0;
  fc.assert(
    fc.property(changed, fc.integer(), ([before, path, mutation, isBackwards], seed) => {
      const after = attempt(() => changeSchema(before, path, mutation));
      if (!after) return;
      const [sender, receiver] = isBackwards ? [after, before] : [before, after];
      if (attempt(() => refusals(sender, receiver))?.length !== 0) return;
      const values = attempt(() => fc.sample(valuesOf(sender), { numRuns: 10, seed }));
      const reads = attempt(() => Compile(receiver));
      for (const value of values ?? []) {
        compared++;
        expect([value, reads?.Check(value)]).toEqual([value, true]);
      }
    }),
    { numRuns: 300 },
  );
  expect(compared).toBeGreaterThan(200);
});
