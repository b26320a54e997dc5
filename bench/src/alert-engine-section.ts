import type { AlertEngineResult, Rate } from './alerts/measure-alert-engine.ts';
import { markdownTable } from './markdown-table.ts';

/** What alert rules cost, as Markdown. */
export const alertEngineSection = ({ quiet, eventful, bytes }: AlertEngineResult): string => `## Alert rules

Readings of four measures, one each five seconds, through the engine that alerts are decided by, on one core: quiet ones, which
change nothing, and eventful ones, whose vitals cross all limits and come back each ten minutes. Nothing is stored or sent.
An evaluation is one rule at one reading.

${ratesTable(quiet, eventful)}

What one rule takes in the state of a device, in bytes of JSON, its name of about fifteen characters included: after quiet readings, and at
most while an alert is on or has been.

${markdownTable(
  ['condition', 'quiet', 'at most'],
  bytes.map(({ kind, quiet, on }) => [kind, String(quiet), String(on)]),
)}`;

const ratesTable = (quiet: readonly Rate[], eventful: readonly Rate[]): string =>
  markdownTable(
    ['rules', 'quiet readings/s', 'evaluations/s', 'eventful readings/s', 'evaluations/s'],
    quiet.map(({ name, rules, readingsPerSecond }, index) => [
      `${rules} ${name}`,
      ...[readingsPerSecond, eventful[index]?.readingsPerSecond ?? 0].flatMap((rate) => [
        String(Math.round(rate)),
        String(Math.round(rate * rules)),
      ]),
    ]),
  );
