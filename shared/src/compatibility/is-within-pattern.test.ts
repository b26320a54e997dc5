import fc from 'fast-check';
import { isWithinPattern } from './is-within-pattern.ts';

const deviceId = '^[A-Za-z0-9][A-Za-z0-9._:-]{0,127}$';

test.each([
  ['itself', deviceId, deviceId, true],
  ['one that is longer', '^[a-z]{1,62}$', '^[a-z]{1,63}$', true],
  ['one that is shorter', '^[a-z]{1,63}$', '^[a-z]{1,62}$', false],
  ['one with more characters', '^[a-z0-9][a-z0-9-]{0,62}$', deviceId, true],
  ['one with other characters', '^[a-z_]{1,9}$', '^[a-z-]{1,9}$', false],
  ['an alternative', '^a|b$', '^[abc]$', true],
  ['anything', deviceId, '^.*$', true],
  ['times in another form', '^\\d{4}-\\d{2}-\\d{2}T\\d{2}Z$', '^\\d{4}-\\d{2}-\\d{2}[Tt]\\d{2}([Zz]|\\+00:00)$', true],
])('a pattern is told to be within %s or not', (_, inner, outer, expected) => {
  expect(isWithinPattern(inner, outer)).toBe(expected);
});

test('what cannot be told for certain is an error', () => {
  expect(() => isWithinPattern('^a', '^b$')).toThrow('needs ^ and $');
  expect(() => isWithinPattern('^(?=a).$', '^b$')).toThrow();
});

test('every text of a pattern fits the patterns that it is within', () => {
  const classes = fc.constantFrom('[a-c]', '[a-e]', 'a', '[^a]', '\\d', '(ab|a)');
  const counts = fc.constantFrom('', '?', '*', '{0,2}', '{1,3}', '+');
  const pattern = fc
    .array(fc.tuple(classes, counts), { minLength: 1, maxLength: 3 })
    .map((parts) => `^${parts.map((part) => part.join('')).join('')}$`);
  fc.assert(
    fc.property(
      fc
        .tuple(pattern, pattern)
        .chain(([inner, outer]) =>
          fc.tuple(fc.constant(inner), fc.constant(outer), fc.stringMatching(new RegExp(inner, 'u'))),
        ),
      ([inner, outer, text]) => {
        if (isWithinPattern(inner, outer)) expect(text).toMatch(new RegExp(outer, 'u'));
      },
    ),
    { numRuns: 60 },
  );
});
