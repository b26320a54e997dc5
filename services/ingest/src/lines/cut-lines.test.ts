import fc from 'fast-check';
import { cutLines } from './cut-lines.ts';

const cut = (body: string) => [...cutLines(body)].map(({ number, text }) => [number, text]);

test('lines are cut at line ends of either kind, without the space around them, and numbered as in an editor', () => {
  expect(cut('a f=1\n  b f=2 \r\n\r\n\t\nc f=3')).toEqual([
    [1, 'a f=1'],
    [2, 'b f=2'],
    [5, 'c f=3'],
  ]);
});

test('comments are passed over, quotes in them too', () => {
  expect(cut('# a b="\n # c\na f=1')).toEqual([[3, 'a f=1']]);
});

test('a text in quotes holds line ends, and the lines behind it keep their numbers', () => {
  expect(cut('a f="x\ny\\"\n",g=1\nb f=1')).toEqual([
    [1, 'a f="x\ny\\"\n",g=1'],
    [4, 'b f=1'],
  ]);
});

test.each([
  ['in a measurement', 'a" f=1\nb f="x"'],
  ['in a tag', 'a,t="x f=1\nb f="x"'],
  ['behind an escaped space', 'a\\ b,t="x f=1\nb f="x"'],
  ['behind an = that belongs to a key', 'a f\\="=1\nb f="x"'],
  ['within a value', 'a f=1"\nb f="x"'],
])('a quote %s begins no text', (_, body) => {
  expect(cut(body).map(([number]) => number)).toEqual([1, 2]);
});

test('a text that does not end costs its own line only', () => {
  expect(cut('a f=1\nb f="x\nc f=1\nd f=1')).toEqual([
    [1, 'a f=1'],
    [2, 'b f="x'],
    [3, 'c f=1'],
    [4, 'd f=1'],
  ]);
});

test('a body of 4 MB of what begins something is cut in one go', () => {
  for (const part of ['"', 'a b="\n', '\\', ' \n', 'a b="\\"\n', '\r'])
    expect(() => cut(part.repeat(4_000_000 / part.length))).not.toThrow();
});

test('of any text nothing is lost but space, line ends and comments', () => {
  const signs = fc.string({ unit: fc.constantFrom('a', '"', '=', ' ', ',', '\\', '\n', '\r', '\t') });
  const withoutSpace = (text: string) => text.replaceAll(/[ \t\r\n]/g, '');
  fc.assert(
    fc.property(signs, (body) => {
      expect(
        withoutSpace(
          cut(body)
            .map(([, text]) => text)
            .join(''),
        ),
      ).toBe(withoutSpace(body));
    }),
    { numRuns: 2000 },
  );
});
