import fc from 'fast-check';
import { readResultCsv, writeResultCsv } from './result-csv.ts';

test('a result file is as Athena writes it', () => {
  expect(
    writeResultCsv([
      ['a', 'b'],
      ['x "y"', undefined],
      ['', '1,2\n3'],
    ]),
  ).toBe('"a","b"\n"x ""y""",\n"","1,2\n3"\n');
});

test('what was written is read back, nulls and empty texts apart', () => {
  const field = fc.option(fc.stringMatching(/^["',\na]{0,6}$/), { nil: undefined });
  const rows = fc
    .integer({ min: 1, max: 4 })
    .chain((width) => fc.array(fc.array(field, { minLength: width, maxLength: width })));
  fc.assert(fc.property(rows, (result) => expect(readResultCsv(writeResultCsv(result))).toEqual(result)));
});
