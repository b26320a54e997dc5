import fc from 'fast-check';
import { elementTexts, isArrayText } from './element-texts.ts';

const cut = (json: string) => [...elementTexts(json)];

test('each element keeps its own text', () => {
  expect(cut(' [ {"a":1.0, "b":[1,2]},"],[\\"" ,\n{"c":"}","c":{}} ] ')).toEqual([
    ' {"a":1.0, "b":[1,2]}',
    '"],[\\"" ',
    '\n{"c":"}","c":{}} ',
  ]);
});

test.each(['{}', '"[]"', ' 1', '', '{"a":[]}'])('%j is no array', (json) => {
  expect(isArrayText(json)).toBe(false);
});

test('an array may have space before it', () => {
  expect(isArrayText('\n [1]')).toBe(true);
});

test.each([
  ['no element', '[ ]', []],
  ['an element that is no JSON', '[{"a":1},{a},{"b":2}]', ['{"a":1}', '{a}', '{"b":2}']],
  ['elements that are not there', '[,{"a":1},]', ['', '{"a":1}', '']],
  ['something behind the array', '[{"a":1}] {"b":2}', ['{"a":1}', ' {"b":2}']],
  ['an end that does not come', '[{"a":1},{"b"', ['{"a":1}', '{"b"']],
  ['a beginning without anything', '[', ['']],
  ['a text that does not end', '[{"a":1},"},{"b":2}]', ['{"a":1}', '"},{"b":2}]']],
  ['a bracket too few', '[{"a":[1},{"b":2}]', ['{"a":[1},{"b":2}]']],
  ['a brace too many', '[{"a":1}},{"b":2}]', ['{"a":1}}', '{"b":2}']],
])('%s is cut without losing a sign', (_, json, texts) => {
  expect(cut(json)).toEqual(texts);
});

test('a nest of 100,000 is one element', () => {
  expect(cut('['.repeat(100_000)).length).toBe(1);
});

test('the elements of any array are those that JSON.parse finds', () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), fc.constantFrom(undefined, 1, '\t'), (values, space) => {
      const texts = cut(JSON.stringify(values, undefined, space));
      expect(texts.map((text) => JSON.parse(text))).toEqual(JSON.parse(JSON.stringify(values)));
    }),
    { numRuns: 1000 },
  );
});

test('nothing of any text is lost but the brackets and commas of the array itself', () => {
  const signs = fc.string({ unit: fc.constantFrom('[', ']', '{', '}', ',', '"', '\\', 'a', ' ') });
  fc.assert(
    fc.property(signs, (text) => {
      const kept = cut(`[${text}`).join('');
      const letters = (of: string) => of.replaceAll(/[[\],\s]/g, '');
      expect(letters(kept)).toBe(letters(text));
    }),
    { numRuns: 2000 },
  );
});
