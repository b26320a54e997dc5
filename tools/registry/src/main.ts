import { createReadStream, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { DeviceType } from '@millrace/shared/contracts/device-registry';
import { connectBucket } from '@millrace/shared/operator/connect-bucket';
import { checkDeviceTypes } from './check-device-types.ts';
import { type CommandLine, readCommandLine, usage } from './command-line.ts';
import { describeOutcome } from './describe-outcome.ts';
import { exportDevices } from './export-devices.ts';
import { findRegistered } from './find-registered.ts';
import { importRegistry } from './import-registry.ts';
import { pruneRegistry } from './prune-registry.ts';
import { readDevicesCsv } from './read-devices-csv.ts';
import { type RegistryStore, registryStore } from './registry-store.ts';

type Command = (store: RegistryStore, options: CommandLine) => Promise<number>;

const importFiles: Command = async (store, options) => {
  const types = options.types === undefined ? undefined : readTypes(options.types);
  if (types && 'problems' in types) return fail(types.problems.map((problem) => `${options.types}: ${problem}`));
  const outcome = await importRegistry({ store, now: Date.now, progress: progressLine() })({
    rows: rowsOf(options.operand),
    types: types?.ok,
    mode: options.mode,
    dryRun: options.dryRun,
  });
  const { text, ok } = describeOutcome(outcome, options);
  if (!ok) return fail([text]);
  console.log(text);
  return 0;
};

/** Opened when it is read, so that whoever reads it hears that it cannot be opened. */
async function* rowsOf(file: string | undefined): ReturnType<typeof readDevicesCsv> {
  if (file !== undefined) yield* readDevicesCsv(createReadStream(fromCaller(file)));
}

const exportAll: Command = async (store) => {
  await pipeline(Readable.from(exportDevices(store)), process.stdout);
  return 0;
};

const show: Command = async (store, { operand = '' }) => {
  const device = await findRegistered(store, operand);
  if (!device) return fail([`${operand} is not registered.`]);
  const versions = device.versions.map((each) => ({ ...each, validFrom: new Date(each.validFrom).toISOString() }));
  console.log(JSON.stringify({ ...device, versions }, null, 2));
  return 0;
};

const prune: Command = async (store, { olderThanDays, dryRun }) => {
  const keys = await pruneRegistry({ store, now: Date.now })({ olderThanDays, dryRun });
  if (dryRun) for (const key of keys) console.log(key);
  console.log(`${keys.length} objects ${dryRun ? 'would be ' : ''}deleted.`);
  return 0;
};

const readTypes = (file: string): { ok: DeviceType[] } | { problems: string[] } =>
  checkDeviceTypes(readFileSync(fromCaller(file), 'utf8'));

/** npm runs scripts at the root; files are named from where the person is. */
const fromCaller = (file: string): string => resolve(process.env.INIT_CWD ?? '', file);

/** What goes on: a line that is written over, or a line each few seconds where nobody watches. */
const progressLine = (): ((step: string) => void) => {
  const { isTTY } = process.stderr;
  let shown = 0;
  return (step) => {
    if (Date.now() - shown < (isTTY ? 100 : 5_000)) return;
    shown = Date.now();
    process.stderr.write(isTTY ? `\r\u001b[K${step} …` : `${step} …\n`);
  };
};

const fail = (lines: readonly string[]): number => {
  process.stderr.write(`${process.stderr.isTTY ? '\r\u001b[K' : ''}${lines.join('\n')}\n`);
  return 1;
};

const commands = { import: importFiles, export: exportAll, show, prune };

const main = async (): Promise<number> => {
  const options = readCommandLine(process.argv.slice(2));
  if (options.command === 'help') {
    console.log(usage);
    return 0;
  }
  return commands[options.command](registryStore(await connectBucket('registry')(options)), options);
};

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: NodeJS.ErrnoException) => {
    // Whoever read the output has seen enough of it.
    process.exitCode = error.code === 'EPIPE' ? 0 : fail([error.message]);
  },
);
