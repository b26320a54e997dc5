import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { CommandLine } from './command/command-line.ts';

// Nobody reads the metrics of what is run here; they are set up when the code is loaded.
process.env.POWERTOOLS_METRICS_DISABLED = 'true';
const { readCommandLine, usage } = await import('./command/command-line.ts');
const { explain } = await import('./command/explain.ts');
const { findStage } = await import('./command/find-stage.ts');
const { openLake } = await import('./command/open-lake.ts');
const { createProgress } = await import('./command/progress.ts');
const { runCommand } = await import('./command/run-command.ts');

const endpointFile = join(import.meta.dirname, '../../../.sandbox/live/endpoint');

const isTerminal = process.stderr.isTTY === true;
const clearLine = isTerminal ? '\r\u001b[K' : '';

/** npm runs scripts at the root; files are named from where the person is. */
const fromCaller = (path: string): string => resolve(process.env.INIT_CWD ?? '', path);
const maybeFromCaller = (path: string | undefined) => (path === undefined ? undefined : fromCaller(path));

const main = async (args: string[]): Promise<number> => {
  if (args.length === 0 || args.includes('--help') || args.includes('-h')) {
    console.log(usage);
    return 0;
  }
  let given: CommandLine;
  try {
    given = readCommandLine(args, Date.now());
  } catch (error) {
    console.error(`${(error as Error).message}\nnpm run backtest -- --help says more.`);
    return 2;
  }
  const { rules, against, readings, keep, out } = given;
  const command = {
    ...given,
    rules: fromCaller(rules),
    against: maybeFromCaller(against),
    readings: maybeFromCaller(readings),
    keep: maybeFromCaller(keep),
    out: maybeFromCaller(out),
  };
  const progress = createProgress({ write: (text) => process.stderr.write(text), now: Date.now, isTerminal });
  return runCommand({
    openLake: async () => openLake(await findStage(command.place, endpointFile), progress),
    now: Date.now,
    progress,
    write: (text, file) => (file === undefined ? console.log(text) : writeFileSync(file, `${text}\n`)),
    warn: (text) => console.error(`${clearLine}${text}`),
  })(command);
};

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: NodeJS.ErrnoException) => {
    // Whoever read the output has seen enough of it.
    if (error.code === 'EPIPE') return;
    console.error(`${clearLine}${explain(error)}`);
    process.exitCode = 2;
  },
);
