import type { CommandLine } from './command-line.ts';
import type { Problem } from './device-row.ts';
import { type ImportOutcome, maxProblems } from './import-registry.ts';

/** What is said of an import, and whether it is in force. */
export const describeOutcome = (
  outcome: ImportOutcome,
  { operand = '', dryRun }: Pick<CommandLine, 'operand' | 'dryRun'>,
): { text: string; ok: boolean } => {
  if (outcome === 'lost')
    return {
      text: 'Somebody else published a registry meanwhile, so nothing of this import is in force. Run it again.',
      ok: false,
    };
  if ('refused' in outcome) {
    const more =
      outcome.refused.length >= maxProblems ? [`There may be more: these are the first ${maxProblems}.`] : [];
    return {
      text: [
        ...outcome.refused.map((problem) => describeProblem(operand, problem)),
        ...more,
        'Nothing is changed.',
      ].join('\n'),
      ok: false,
    };
  }
  const { devices, objects, version } = outcome.ok;
  const counts = Object.entries(devices).map(([what, count]) => `${count} ${what}`);
  const inForce = version === undefined ? 'none is in force yet' : `version ${version} is in force`;
  const written = `${objects} objects ${dryRun ? 'would be ' : ''}written`;
  return { text: `Devices: ${counts.join(', ')}. ${written}; ${inForce}.`, ok: true };
};

const describeProblem = (file: string, { line, column, detail }: Problem): string =>
  `${file}:${line}: ${column === undefined ? '' : `${column} `}${detail}`;
