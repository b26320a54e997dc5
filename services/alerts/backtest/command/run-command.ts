import type { AlertRules } from '@millrace/shared/contracts/alert-rule';
import type { EnrichedReading } from '@millrace/shared/contracts/enriched-reading';
import { keptIn } from '../history/kept-in.ts';
import { readFile } from '../history/read-file.ts';
import { formatMarkdown } from '../report/format-markdown.ts';
import { makeReport } from '../report/report.ts';
import { instant } from '../report/words.ts';
import { readRules } from '../rules/read-rules.ts';
import { runBacktest } from '../run-backtest.ts';
import type { CommandLine } from './command-line.ts';

/** What a stage has to tell; asked for only where no file stands in for it. */
export type Lake = {
  readings: (range: { from: number; to: number }) => AsyncIterable<readonly EnrichedReading[]>;
  rulesInForce: () => Promise<AlertRules>;
  /** Devices so far that the registry does not have. */
  unlabelled: () => number;
};

type Ports = {
  openLake: () => Promise<Lake>;
  now: () => number;
  progress: (step: () => string) => void;
  write: (text: string, file: string | undefined) => void;
  warn: (text: string) => void;
};

/** Runs the command and answers its exit code. */
export const runCommand =
  ({ openLake, now, progress, write, warn }: Ports) =>
  async (command: CommandLine): Promise<0 | 1> => {
    const { from, to, warmUp, readings: file } = command;
    const proposed = readRules(command.rules);
    const lake = file === undefined ? await openLake() : undefined;
    const inForce = command.against === undefined ? await lake?.rulesInForce() : readRules(command.against);
    const begun = now();
    const history = lake ? readingsOf(lake, command, begun) : readFile(file ?? '');
    const backtest = await runBacktest(history, {
      ...{ from, to, warmUp, proposed, inForce },
      progress: (arrivedAt, readings) =>
        progress(() =>
          readings === 0
            ? 'Looking for readings'
            : `${readings.toLocaleString('en')} readings, until ${instant(arrivedAt)}`,
        ),
    });
    if (backtest === undefined) throw new Error(nothingFound(command));
    const report = makeReport(backtest, { proposed, inForce }, lake?.unlabelled() ?? 0);
    const seconds = (now() - begun) / 1000;
    const readings = report.readings + report.warmUpReadings;
    if (seconds > 2)
      warn(`${readings.toLocaleString('en')} readings in ${seconds.toFixed(1)} s: ${Math.round(readings / seconds)}/s`);
    write(
      command.format === 'json' ? JSON.stringify(report, null, 2) : formatMarkdown(report, command.limit),
      command.out,
    );
    return command.failOnDifference && report.difference?.isDifferent ? 1 : 0;
  };

/** The command line sees to it that a lake has a beginning. */
const readingsOf = (lake: Lake, { from = 0, warmUp, keep, ...command }: CommandLine, now: number) => {
  const { to = now } = command;
  const readings = lake.readings({ from: Math.max(0, from - warmUp), to });
  return keep === undefined ? readings : keptIn(keep, readings);
};

const nothingFound = ({ from, to, readings }: CommandLine): string => {
  const range = [from, to].map((time) => (time === undefined ? '…' : instant(time))).join(' to ');
  return readings === undefined
    ? `No reading in the lake arrived from ${range}. A reading is there once its hour has been curated: some ten minutes after it came.`
    : `No reading in ${readings} arrived from ${range}.`;
};
