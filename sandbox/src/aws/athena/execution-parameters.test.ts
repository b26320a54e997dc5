import { literalParameters } from './execution-parameters.ts';

test.each([
  "'x'",
  "''",
  "'it''s'",
  "'a\\'",
  "'''; DROP TABLE x --'",
  '1',
  '-1.5e3',
  '.5',
  'TRUE',
  'null',
  "DATE '2026-01-01'",
  "timestamp '2026-01-01 00:00:00'",
  "DECIMAL '1.50'",
])('%s is one literal', (literal) => expect(literalParameters([` ${literal}\n`])).toEqual([literal]));

test.each([
  "'x' OR 1=1",
  "'it's'",
  "'a\\'b'",
  "'x', 'y'",
  "'x' -- '",
  "'x'; SELECT 1",
  'x',
  '',
  '1 + 1',
  '(1)',
  '--1',
  '1)',
  "CAST('1' AS integer)",
  '(SELECT 1)',
  "E'\\''",
  '?',
])('%s is refused', (text) => expect(() => literalParameters(["'a'", text])).toThrow('execution parameter 2'));
