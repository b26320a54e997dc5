import { readCommandLine } from './command-line.ts';

test('an import merges into the sandbox unless it is told otherwise', () => {
  expect(readCommandLine(['import', 'devices.csv'])).toEqual({
    command: 'import',
    operand: 'devices.csv',
    types: undefined,
    mode: 'merge',
    dryRun: false,
    olderThanDays: 7,
    stage: 'local',
    region: 'eu-central-1',
    endpointUrl: 'http://127.0.0.1:4566',
    bucket: undefined,
  });
});

test('a deployed stage is at AWS', () => {
  const options = readCommandLine([
    'import',
    '--types',
    't.json',
    '--stage',
    'dev',
    '--region',
    'us-east-1',
    '--dry-run',
  ]);
  expect(options).toMatchObject({
    stage: 'dev',
    region: 'us-east-1',
    endpointUrl: undefined,
    types: 't.json',
    dryRun: true,
  });
});

test.each([
  ['nothing', [], 'help'],
  ['--help beside a command', ['prune', '--help'], 'help'],
  ['a command', ['prune', '--older-than', '30'], 'prune'],
])('%s', (_, args, command) => {
  expect(readCommandLine(args).command).toBe(command);
});

test.each([
  ['a command that is none', ['publish'], 'no command publish'],
  ['an import of nothing', ['import'], 'needs a CSV'],
  ['a replacement by types alone', ['import', '--types', 't.json', '--replace'], 'needs a CSV'],
  ['both ways at once', ['import', 'd.csv', '--merge', '--replace'], 'exclude each other'],
  ['two files', ['import', 'a.csv', 'b.csv'], 'b.csv is too much'],
  ['a device without an id', ['show'], 'needs the id'],
  ['days that are none', ['prune', '--older-than', 'x'], '--older-than x'],
  ['an option that is none', ['import', 'd.csv', '--force'], '--force'],
])('%s is refused', (_, args, message) => {
  expect(() => readCommandLine(args)).toThrow(message);
});
