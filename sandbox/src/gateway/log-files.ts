import { createWriteStream, mkdirSync, type WriteStream } from 'node:fs';
import { join } from 'node:path';

/** What each function printed, in `<directory>/<function>.log`, begun anew at each start so that it stays bounded by a run. */
export const openLogFiles = (directory: string) => {
  mkdirSync(directory, { recursive: true });
  const files = new Map<string, WriteStream>();
  const fileOf = (functionName: string): WriteStream => {
    const file = files.get(functionName) ?? createWriteStream(join(directory, `${functionName}.log`));
    files.set(functionName, file);
    return file;
  };
  return {
    write: (functionName: string, line: string): unknown => fileOf(functionName).write(`${line}\n`),
    close: (): Promise<unknown> =>
      Promise.all([...files.values()].map((file) => new Promise<void>((resolve) => file.end(resolve)))),
  };
};
