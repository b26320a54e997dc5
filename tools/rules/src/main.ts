import { resolve } from 'node:path';
import { readRuleFiles } from '@millrace/shared/alert-rules/read-rule-files';
import { connectBucket } from '@millrace/shared/operator/connect-bucket';
import { readCommandLine } from './command-line.ts';
import { rulesStore } from './rules-store.ts';
import { runCommand } from './run-command.ts';

/** npm runs scripts at the root; directories are named from where the person is. */
const fromCaller = (directory: string): string => resolve(process.env.INIT_CWD ?? '', directory);

const main = async (): Promise<number> => {
  const options = readCommandLine(process.argv.slice(2));
  return runCommand({
    read: (directory) => readRuleFiles(fromCaller(directory)),
    openStore: async () => rulesStore(await connectBucket('rules')(options)),
    now: Date.now,
    print: (text) => console.log(text),
    warn: (text) => console.error(text),
  })(options);
};

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: NodeJS.ErrnoException) => {
    console.error(error.message);
    process.exitCode = 1;
  },
);
