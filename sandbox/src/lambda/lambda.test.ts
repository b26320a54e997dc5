import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startClock } from '../clock.ts';
import { createLambda } from './lambda.ts';

const directory = mkdtempSync(join(tmpdir(), 'millrace-lambda-'));
const lines: string[] = [];
const lambda = createLambda({ clock: startClock(), log: (_name, line) => lines.push(line) });

const deploy = (name: string, source: string, timeout = 30) => {
  const file = join(directory, `${name}.cjs`);
  writeFileSync(file, source);
  const arn = `arn:aws:lambda:eu-central-1:000000000000:function:${name}`;
  lambda.createFunction({
    name,
    arn,
    file,
    exportName: 'handler',
    environment: { GREETING: 'hello' },
    timeout,
    memory: 64,
  });
};

afterAll(async () => {
  await lambda.stop();
  rmSync(directory, { recursive: true });
});

test('a handler gets its event, its own environment and a context, and its answer comes back as JSON', async () => {
  deploy(
    'greet',
    `exports.handler = async (event, context) => {
    console.log('greeting');
    return { text: process.env.GREETING + ' ' + event.name, home: process.env.HOME, left: context.getRemainingTimeInMillis() > 0 };
  };`,
  );
  const { payload, functionError } = await lambda.invoke('greet', '{"name":"ward"}');
  expect(functionError).toBeUndefined();
  expect(JSON.parse(payload)).toEqual({ text: 'hello ward', left: true });
  expect(lines).toContain('greeting');
});

test('an environment is reused, so module state survives between invocations', async () => {
  deploy('counter', 'let n = 0; exports.handler = async () => ++n;');
  await lambda.invoke('counter', '{}');
  expect((await lambda.invoke('counter', '{}')).payload).toBe('2');
});

test('a thrown error comes back as an unhandled function error', async () => {
  deploy('thrower', "exports.handler = async () => { throw new TypeError('no such ward'); };");
  const { payload, functionError } = await lambda.invoke('thrower', '{}');
  expect(functionError).toBe('Unhandled');
  expect(JSON.parse(payload)).toMatchObject({ errorType: 'TypeError', errorMessage: 'no such ward' });
});

test('a bundle that fails to load fails every invocation', async () => {
  deploy('broken', "throw new Error('Environment: STREAM is missing.');");
  expect((await lambda.invoke('broken', '{}')).payload).toContain('STREAM is missing');
});

test('a function over its time is ended and the next invocation gets a new environment', async () => {
  deploy('slow', 'let n = 0; exports.handler = async (e) => (n++, e.hang ? new Promise(() => {}) : n);', 2);
  expect((await lambda.invoke('slow', '{"hang":true}')).payload).toContain('timed out');
  expect((await lambda.invoke('slow', '{}')).payload).toBe('1');
});

test('a killed environment answers as a crash', async () => {
  deploy('victim', 'exports.handler = () => new Promise(() => {});');
  const invocation = lambda.invoke('victim', '{}');
  await new Promise((resolve) => setImmediate(resolve));
  await lambda.kill('victim');
  expect((await invocation).payload).toContain('Runtime.ExitError');
});

test('an unknown function cannot start', async () => {
  await expect(lambda.invoke('nobody', '{}')).rejects.toThrow('Function not found');
});
