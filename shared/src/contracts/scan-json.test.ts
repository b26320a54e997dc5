import fc from 'fast-check';
import { scanJson } from './scan-json.ts';

const fault = (json: string) => {
  expect(() => JSON.parse(json)).not.toThrow();
  const { code, pointer } = scanJson(json)?.setAside ?? {};
  return code && `${code} ${pointer}`;
};
const nested = (depth: number) => `${'{"a":'.repeat(depth)}1${'}'.repeat(depth)}`;
const wide = (keys: number) => `{${Array.from({ length: keys }, (_, index) => `"k${index}":1`).join()}}`;

test.each([
  ['a repeated key', '{"temp":1,"temp":2}', 'key-repeated /temp'],
  ['one with space around it', '{ "temp" : 1 ,\n\t"temp"\r:\n2}', 'key-repeated /temp'],
  ['one behind other containers', '{"a":{"b":[1,{"c":1}]},"a":2}', 'key-repeated /a'],
  ['one further down', '{"a":{"b":{"c":"c","d":1,"c":2}}}', 'key-repeated /a/b/c'],
  ['one that is written in another way', '{"temp":1,"\\u0074emp":2}', 'key-repeated /temp'],
  ['a repeated empty key', '{"":1,"":2}', 'key-repeated /'],
  ['a repeated key with signs of the pointer itself', '{"a/~":1,"a/~":2}', 'key-repeated /a~1~0'],
  ['one in an array', '{"a":[1,{"b":1,"b":2}]}', 'key-repeated /a'],
  ['one in an array of all', '[{"b":1,"b":2}]', 'key-repeated '],
  ['a key that names a prototype', '{"a":{"__proto__":1}}', 'key-forbidden /a/__proto__'],
  ['another', '{"constructor":{"prototype":1}}', 'key-forbidden /constructor'],
  ['one that hides', '{"protot\\u0079pe":1}', 'key-forbidden /prototype'],
  ['a nest of 9', nested(9), 'too-deep /a/a/a/a/a/a/a/a'],
  ['a nest of 9 arrays', '[[[[[[[[[]]]]]]]]]', 'too-deep '],
  ['a nest of 100,000', '['.repeat(100_000) + ']'.repeat(100_000), 'too-deep '],
  ['257 keys', wide(257), 'too-many-keys '],
  ['257 keys in many objects', `[${Array(257).fill('{"a":1}').join()}]`, 'too-many-keys '],
])('%s is a fault, told by its place', (_, json, expected) => {
  expect(fault(json)).toBe(expected);
});

test.each([
  ['a nest of 8', nested(8)],
  ['256 keys', wide(256)],
  ['a key of another object', '{"a":{"a":1},"b":{"a":[{"a":1},{"a":1}]}}'],
  ['a text that reads like a key', '{"a":"b","b":"a","c":"\\"a\\":","d":"\\\\"}'],
  ['texts of forbidden names', '{"a":"__proto__","b":["constructor"]}'],
  ['a mere text', '"a\\"b"'],
  ['a mere number', '1'],
])('%s is none', (_, json) => {
  expect(fault(json)).toBeUndefined();
});

type Node = { text: string; repeats: boolean };
const space = fc.constantFrom('', '', ' ', '\n\t ');
const name = fc.oneof(fc.constantFrom('a', 'b', ''), fc.string({ unit: 'grapheme', maxLength: 3 }));
const written = fc.tuple(name, fc.boolean()).map(([text, isEscaped]) => ({
  text,
  json: isEscaped
    ? `"${[...Array(text.length).keys()].map((at) => `\\u${text.charCodeAt(at).toString(16).padStart(4, '0')}`).join('')}"`
    : JSON.stringify(text),
}));
const { node } = fc.letrec<{ node: Node; leaf: Node; array: Node; object: Node }>((tie) => ({
  node: fc.oneof({ maxDepth: 4 }, tie('leaf'), tie('array'), tie('object')),
  leaf: fc
    .oneof(
      written.map(({ json }) => json),
      fc.double({ noNaN: true }).map((value) => JSON.stringify(value)),
      fc.constant('null'),
    )
    .map((text) => ({ text, repeats: false })),
  array: fc.tuple(fc.array(tie('node'), { maxLength: 4 }), space).map(([nodes, gap]) => ({
    text: `[${gap}${nodes.map(({ text }) => text).join(`${gap},${gap}`)}${gap}]`,
    repeats: nodes.some(({ repeats }) => repeats),
  })),
  object: fc.tuple(fc.array(fc.tuple(written, tie('node')), { maxLength: 5 }), space).map(([entries, gap]) => ({
    text: `{${gap}${entries.map(([key, { text }]) => `${key.json}${gap}:${gap}${text}`).join(`,${gap}`)}${gap}}`,
    repeats:
      new Set(entries.map(([{ text }]) => text)).size < entries.length || entries.some(([, { repeats }]) => repeats),
  })),
}));

test('a key is repeated exactly where two of an object are the same name, however they are written', () => {
  fc.assert(
    fc.property(node, ({ text, repeats }) => {
      expect(fault(text)?.startsWith('key-repeated') ?? false).toBe(repeats);
    }),
    { numRuns: 3000 },
  );
});
