import fc from 'fast-check';
import { bodyParts } from './body-parts.ts';

test('a body of 8,192 characters is one line', () => {
  expect(bodyParts('x'.repeat(8192))).toEqual(['x'.repeat(8192)]);
});

test('a longer one is cut into lines that say which they are, and nothing of it is lost', () => {
  const pattern = fc.array(fc.constantFrom('a', '\n', 'ü', '🩺'), { minLength: 1, maxLength: 7 });
  const body = fc.tuple(pattern, fc.integer({ min: 8193, max: 30_000 })).map(([characters, count]) =>
    characters
      .join('')
      .repeat(count)
      .slice(0, 2 * count)
      .toWellFormed(),
  );
  fc.assert(
    fc.property(body, (text) => {
      const parts = bodyParts(text);
      expect(parts.every((part) => part.length <= 8192 && part.isWellFormed())).toBe(true);
      const contents = parts.map((part, index) => {
        const mark = `(${index + 1}/${parts.length}) `;
        expect(part.startsWith(mark)).toBe(true);
        return part.slice(mark.length);
      });
      expect(contents.join('') === text).toBe(true);
    }),
  );
});
