import { type LandedRow, landedColumns } from '@millrace/shared/contracts/landed-row';
import fc from 'fast-check';
import { formatRows } from './format-rows.ts';

const text = fc.string({ unit: fc.constantFrom('a', ',', '\t', '"', '\n', '\r', '\\', ' ', 'é', '😀'), maxLength: 8 });
const row: fc.Arbitrary<LandedRow> = fc.record({
  reading_id: text,
  delivery: text,
  tenant: text,
  device_id: text,
  device_type: text,
  site: text,
  time_ms: fc.nat(),
  received_ms: fc.nat(),
  measure: text,
  value_number: fc.option(fc.double({ noNaN: true, noDefaultInfinity: true })),
  value_text: fc.option(text),
  unit: fc.option(text),
  code: fc.option(text),
  severity: fc.option(text),
});

test.each([
  ['csv', ','],
  ['tsv', '\t'],
] as const)('%s is read back as it was by a reader of RFC 4180', (format, separator) => {
  fc.assert(
    fc.property(fc.array(row), (rows) => {
      const expected = rows.map((each) =>
        landedColumns.map((name) => (each[name] === null ? null : String(each[name]))),
      );
      expect(readDelimited(formatRows[format](rows), separator)).toEqual(expected);
    }),
  );
});

test('ndjson is a JSON object a line', () => {
  fc.assert(
    fc.property(fc.array(row), (rows) => {
      const lines = formatRows.ndjson(rows).split('\n');
      expect(lines.pop()).toBe('');
      // JSON does not tell -0 from 0.
      expect(lines.map((line) => JSON.parse(line))).toEqual(JSON.parse(JSON.stringify(rows)));
    }),
  );
});

test('a plain field is not quoted, null is an empty field and empty text a quoted one', () => {
  const plain: LandedRow = {
    reading_id: 'a:1',
    delivery: 's:1:0',
    tenant: 'ward-a',
    device_id: 'a',
    device_type: 'pump',
    site: 'ward 3',
    time_ms: 1,
    received_ms: 2,
    measure: 'flow',
    value_number: 0.5,
    value_text: null,
    unit: null,
    code: '',
    severity: null,
  };
  expect(formatRows.csv([plain])).toBe('a:1,s:1:0,ward-a,a,pump,ward 3,1,2,flow,0.5,,,"",\n');
});

/** Character by character: a quoted field may hold anything, an unquoted one ends at the next separator or newline. */
const readDelimited = (input: string, separator: string): (string | null)[][] => {
  const rows: (string | null)[][] = [];
  let fields: (string | null)[] = [];
  let at = 0;
  while (at < input.length) {
    let value: string | null = '';
    if (input[at] === '"') {
      for (at += 1; input[at] !== '"' || input[at + 1] === '"'; at += 1) {
        if (input[at] === '"') at += 1;
        value += input[at];
      }
      at += 1;
    } else {
      while (input[at] !== separator && input[at] !== '\n') value += input[at++];
      if (value === '') value = null;
    }
    fields.push(value);
    if (input[at++] === '\n') {
      rows.push(fields);
      fields = [];
    }
  }
  return rows;
};
