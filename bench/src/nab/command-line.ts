import { parseArgs } from 'node:util';

export type CommandLine = { folder: string; crossValidate: boolean; results: string | undefined };

export const usage = `npm run nab -- FOLDER [options]

  Scores the anomaly detector of the alerts service by the rules of the Numenta Anomaly Benchmark, beside simple ones.
  FOLDER holds data/CATEGORY/FILE.csv and labels/combined_windows.json, as NAB's repository or a part of it does.

  --cross-validate   also score each file at the threshold that is best for the others, in 5 folds
  --results FOLDER   also score the results of other detectors, laid out as NAB's results folder
  --help             this text`;

/** Reads the options; undefined asks for the usage. Throws an error whose message is for the person who typed them. */
export const readCommandLine = (args: string[]): CommandLine | undefined => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      'cross-validate': { type: 'boolean', default: false },
      results: { type: 'string' },
      help: { type: 'boolean', default: false, short: 'h' },
    },
  });
  const [folder, ...rest] = positionals;
  if (values.help || folder === undefined) return undefined;
  if (rest.length > 0) throw new Error(`nab takes one folder: ${rest.join(' ')} is too much.`);
  return { folder, crossValidate: values['cross-validate'], results: values.results };
};
