import { readCommandLine } from './command-line.ts';

test('rules are published to the sandbox unless it is told otherwise', () => {
  expect(readCommandLine(['publish', 'rules'])).toEqual({
    command: 'publish',
    directory: 'rules',
    dryRun: false,
    version: undefined,
    stage: 'local',
    region: 'eu-central-1',
    endpointUrl: 'http://127.0.0.1:4566',
    bucket: undefined,
  });
});

test('a deployed stage is at AWS', () => {
  const options = readCommandLine([
    'show',
    '--version',
    '41',
    '--stage',
    'dev',
    '--region',
    'us-east-1',
    '--bucket',
    'b',
  ]);
  const expected = { stage: 'dev', region: 'us-east-1', endpointUrl: undefined, bucket: 'b', version: 41 };
  expect(options).toMatchObject(expected);
});

test.each([
  ['nothing', [], 'help'],
  ['--help beside a command', ['check', '--help'], 'help'],
  ['a command', ['publish', 'rules', '--dry-run'], 'publish'],
])('%s', (_, args, command) => {
  expect(readCommandLine(args).command).toBe(command);
});

test.each([
  ['a command that is none', ['import'], 'no command import'],
  ['a check of nothing', ['check'], 'check needs a directory'],
  ['a publication of nothing', ['publish'], 'publish needs a directory'],
  ['two directories', ['check', 'a', 'b'], 'b is too much'],
  ['a directory to show', ['show', 'a'], 'show takes no argument'],
  ['a version that is none', ['show', '--version', '0'], '--version 0'],
  ['a version to publish', ['publish', 'a', '--version', '1'], '--version goes with show'],
  ['a dry check', ['check', 'a', '--dry-run'], '--dry-run goes with publish'],
  ['an option that is none', ['check', 'a', '--force'], '--force'],
])('%s is refused', (_, args, message) => {
  expect(() => readCommandLine(args)).toThrow(message);
});
