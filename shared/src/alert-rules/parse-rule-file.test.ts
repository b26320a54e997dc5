import { parseRuleFile } from './parse-rule-file.ts';

const parse = (...lines: string[]) => parseRuleFile({ file: 'ward.yml', text: lines.join('\n') });
const rulesIn = (...lines: string[]) => {
  const parsed = parse(...lines);
  return 'ok' in parsed ? parsed.ok : [];
};
const place = (line: number, column: number) => ({ file: 'ward.yml', line, column });

test('rules come as they are written, from YAML and from JSON', () => {
  expect(rulesIn('rules:', '  - id: fever', '    equal: off', '  - 7').map(({ rule }) => rule)).toEqual([
    { id: 'fever', equal: 'off' },
    7,
  ]);
  expect(rulesIn('{"rules":', '\t[{"id": "fever"}]}').map(({ rule }) => rule)).toEqual([{ id: 'fever' }]);
});

test.each([
  ['', [3, 5]],
  ['/when/threshold/above', [5, 32]],
  ['/when/threshold/clear', [5, 7]],
  ['/when/treshold', [4, 5]],
  ['/escalate/1/after', [7, 9]],
  ['/escalate/1/severity', [7, 7]],
  ['/escalate/2', [6, 5]],
  ['/a~1b', [8, 5]],
  ['/nothing', [3, 5]],
] as const)('%s is found where it stands, or else what should hold it', (pointer, [line, column]) => {
  const [rule] = rulesIn(
    '# Ward 3',
    'rules:',
    '  - id: fever',
    '    when:',
    '      threshold: { measure: x, above: 1 }',
    '    escalate: [{ after: 1 },',
    '      { after: 2 }]',
    '    a/b: 1',
  );
  expect(rule?.placeOf(pointer)).toEqual(place(line, column));
});

test('a place behind an alias is where its anchor is', () => {
  const [, second] = rulesIn('rules:', '  - when: &same', '      for: 1', '  - { id: b, when: *same }');
  expect(second?.rule).toEqual({ id: 'b', when: { for: 1 } });
  expect(second?.placeOf('/when/for')).toEqual(place(3, 7));
});

test.each([
  ['nothing', [''], 1, 1],
  ['a list without a name', ['- id: fever'], 1, 1],
  ['rules that are no list', ['rules:', '  fever: {}'], 1, 1],
  ['something beside rules', ['rules: []', 'version: 3'], 2, 1],
  ['a field that is given twice', ['rules:', '  - id: a', '    id: b'], 3, 5],
  ['text that is not YAML', ['rules:', '  - {id: a'], 2, 11],
  ['a second document', ['rules: []', '---', 'rules: []'], 2, 1],
  ['an alias of nothing', ['rules:', '  - *nothing'], 1, 1],
  ['a tag that nobody knows', ['rules:', '  - !secret x'], 2, 5],
  ['an alias that holds itself', ['rules:', '  - &a { set: *a }'], 1, 1],
  ['more by aliases than anybody writes', bomb(), 1, 1],
])('%s: one fault, with its place', (_, lines, line, column) => {
  const parsed = parse(...lines);
  expect('faults' in parsed && parsed.faults.map(({ at }) => at)).toEqual([place(line, column)]);
});

/** Nine lists of nine of the list before. */
function bomb(): string[] {
  const names = 'abcdefghi';
  const lists = [...names].map((name, index) => {
    const items = index === 0 ? 'x' : `*${names[index - 1]}`;
    return `  - &${name} [${Array(9).fill(items).join(',')}]`;
  });
  return ['rules:', ...lists];
}
