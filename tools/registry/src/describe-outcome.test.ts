import { describeOutcome } from './describe-outcome.ts';

const devices = { added: 2, changed: 1, unchanged: 0, removed: 0 };

test('an import says what it did, and a dry run what it would do', () => {
  expect(describeOutcome({ ok: { devices, objects: 4, version: 3 } }, { operand: 'd.csv', dryRun: false })).toEqual({
    text: 'Devices: 2 added, 1 changed, 0 unchanged, 0 removed. 4 objects written; version 3 is in force.',
    ok: true,
  });
  expect(
    describeOutcome({ ok: { devices, objects: 4, version: undefined } }, { operand: 'd.csv', dryRun: true }).text,
  ).toMatch(/4 objects would be written; none is in force yet\.$/);
});

test('a refused import names file, line and column of each problem', () => {
  const refused = [
    { line: 3, column: 'tenant', detail: 'is empty' },
    { line: 5, detail: 'has 2 cells, the header 6' },
  ];
  expect(describeOutcome({ refused }, { operand: 'd.csv', dryRun: false })).toEqual({
    text: 'd.csv:3: tenant is empty\nd.csv:5: has 2 cells, the header 6\nNothing is changed.',
    ok: false,
  });
});

test('an import that another overtook says so', () => {
  expect(describeOutcome('lost', { operand: 'd.csv', dryRun: false })).toMatchObject({ ok: false });
});
