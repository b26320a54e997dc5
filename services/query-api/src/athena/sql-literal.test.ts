import fc from 'fast-check';
import { sqlDate, sqlInteger, sqlText } from './sql-literal.ts';

/** Reads the text literal that a SQL statement begins with, and what follows it. */
const readLiteral = (sql: string): { value: string; rest: string } => {
  let value = '';
  let at = 1;
  for (; sql[at] !== "'" || sql[at + 1] === "'"; at++) {
    if (at >= sql.length) throw new Error('the literal does not end');
    if (sql[at] === "'") at++;
    value += sql[at];
  }
  return { value, rest: sql.slice(at + 1) };
};

const hostile = fc.oneof(
  fc.string({ unit: fc.constantFrom("'", '\\', '"', ';', '-', '\n', '\0', ' ', 'a', '?', '’', '😀') }),
  fc.constantFrom("' OR 1=1 --", "\\' OR 1=1 --", "'; DROP TABLE readings; --", "''", '\\'),
  fc.string(),
);

test('whatever the text, the literal ends where it should and reads back as the text', () => {
  fc.assert(
    fc.property(hostile, (text) => {
      const literal = sqlText(text);
      expect(literal.startsWith("'")).toBe(true);
      expect(readLiteral(`${literal}, 1)`)).toEqual({ value: text, rest: ', 1)' });
    }),
  );
});

test('a whole number is its digits, and nothing else is a number', () => {
  expect(sqlInteger(-1_764_000_000_000)).toBe('-1764000000000');
  for (const value of [1.5, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, 1e21])
    expect(() => sqlInteger(value)).toThrow('is not a whole number');
});

test('a date is that of UTC', () => {
  expect(sqlDate(Date.UTC(2026, 10, 23, 23, 59, 59, 999))).toBe("'2026-11-23'");
});
