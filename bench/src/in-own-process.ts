import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

export type Answer<T> = { result: T; output: string };

/**
 * Runs a script of this folder in a process of its own, so that its memory and CPU are its own, too. It calls `answer`
 * once; `output` is what it wrote to the standard output besides. Rejects when it fails.
 */
export const inOwnProcess = async <T>(
  script: string,
  args: string[],
  env: NodeJS.ProcessEnv = process.env,
): Promise<Answer<T>> => {
  const file = join(import.meta.dirname, script);
  const { stdout, stderr } = await promisify(execFile)(process.execPath, ['--no-warnings', file, ...args], {
    env,
    maxBuffer: 64 * 1024 * 1024,
  });
  const result = /^result (.*)$/m.exec(stderr)?.[1];
  if (result === undefined) throw new Error(`${script} answered nothing: ${stderr}`);
  return { result: JSON.parse(result), output: stdout };
};

/** Ends the process that `inOwnProcess` started. */
export const answer = (result: object): never => {
  process.stderr.write(`result ${JSON.stringify(result)}\n`);
  process.exit(0);
};
