import { parseArgs } from 'node:util';
import { readInstant, readLength } from './read-time.ts';

/** A deployed stage, or the sandbox where none is named. */
export type Place = { stage: string | undefined; region: string | undefined; endpointUrl: string | undefined };

export type CommandLine = {
  /** Directories of rule files. */
  rules: string;
  against: string | undefined;
  /** A file of enriched readings in the place of the lake. */
  readings: string | undefined;
  /** Epoch milliseconds. Left out, from the first reading on (of a file), or until the last one. */
  from: number | undefined;
  to: number | undefined;
  /** Milliseconds. */
  warmUp: number;
  keep: string | undefined;
  format: 'markdown' | 'json';
  out: string | undefined;
  limit: number;
  failOnDifference: boolean;
  place: Place;
};

export const usage = `npm run backtest -- --rules DIR [options]

Runs alert rules over history, with the engine that runs in production, and reports what they would have raised, when and
for how long, and what differs from the rules in force.

  --rules DIR          rule files to try: every .yml, .yaml and .json below DIR, or one file
  --against DIR        rules to compare with (default: those in force in the stage; with --readings none)

  Which readings
    --from, --to TIME    arrived from then on, before then: RFC 3339, a day, or how long ago such as 90m, 2h, 7d
                         (default: --from 24h, with --readings all of the file; until the last reading)
    --warm-up LENGTH     run silently before that, to know what was on (default 24h)
    --readings FILE      enriched readings, one JSON document a line, .gz or not, instead of the lake
    --keep FILE          write the readings of the lake to such a file

  Report
    --format FORMAT      markdown (default) or json
    --out FILE           default: the standard output
    --limit N            rows in a table of alerts (default 50)
    --fail-on-difference end with 1 where alerts differ from those of the other rules

  Where
    --stage STAGE --region REGION   a deployed stage, with AWS credentials as usual (default: the sandbox that npm start runs)
    --endpoint-url URL              another endpoint

Ends with 0, with 1 as --fail-on-difference says, and with 2 when the command is wrong or could not be run.`;

const day = 86_400_000;

const options = {
  rules: { type: 'string' },
  against: { type: 'string' },
  readings: { type: 'string' },
  from: { type: 'string' },
  to: { type: 'string' },
  'warm-up': { type: 'string', default: '24h' },
  keep: { type: 'string' },
  format: { type: 'string', default: 'markdown' },
  out: { type: 'string' },
  limit: { type: 'string', default: '50' },
  'fail-on-difference': { type: 'boolean', default: false },
  stage: { type: 'string' },
  region: { type: 'string' },
  'endpoint-url': { type: 'string' },
} as const;

/** Reads a command. Throws an error whose message is for the person who typed it. */
export const readCommandLine = (args: string[], now: number): CommandLine => {
  const { values } = parseArgs({ args, options });
  const { rules, against, readings, keep, format, out, stage, region } = values;
  if (rules === undefined) throw new Error('Say which rules to try: --rules DIR.');
  if (format !== 'markdown' && format !== 'json') throw new Error(`--format ${format} is neither markdown nor json.`);
  if (readings !== undefined && keep !== undefined) throw new Error('--keep goes with the lake, not with --readings.');
  if (!/^\d{1,6}$/.test(values.limit)) throw new Error(`--limit ${values.limit} is no number of rows.`);
  if (values['fail-on-difference'] && readings !== undefined && against === undefined)
    throw new Error('--fail-on-difference needs rules to compare with: --against DIR.');
  const warmUp = readLength(values['warm-up']);
  if (warmUp === undefined) throw new Error(`--warm-up ${values['warm-up']} is no length of time, such as 12h or 7d.`);
  const isLake = readings === undefined;
  const from = readTime('from', values.from, now) ?? (isLake ? now - day : undefined);
  const to = readTime('to', values.to, now);
  if (from !== undefined && from >= (to ?? now)) throw new Error('--from is not before --to.');
  return {
    ...{ rules, against, readings, from, to, warmUp, keep, format, out },
    limit: Number(values.limit),
    failOnDifference: values['fail-on-difference'],
    place: { stage, region, endpointUrl: values['endpoint-url'] },
  };
};

const readTime = (option: string, text: string | undefined, now: number): number | undefined => {
  if (text === undefined) return undefined;
  const instant = readInstant(text, now);
  if (instant === undefined)
    throw new Error(
      `--${option} ${text} is no time: write 2026-11-23T12:00:00Z, 2026-11-23, or how long ago, such as 2h.`,
    );
  return instant;
};
