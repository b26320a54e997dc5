import type { Difference } from '@millrace/shared/alert-rules/compare-rules';
import type { PublishOutcome } from './publish-rules.ts';

/** What is said of a publication, and whether its rules are in force. */
export const describeOutcome = (
  outcome: PublishOutcome,
  { dryRun }: { dryRun: boolean },
): { text: string; ok: boolean } => {
  if ('lost' in outcome) {
    const sorry = 'Somebody else published rules meanwhile, so none of these are in force. Run it again.';
    return { text: [...describeDifference(outcome.lost), sorry].join('\n'), ok: false };
  }
  const { difference, version, replaced } = outcome.ok;
  const { added, changed, removed, unchanged } = difference;
  const counts = `${added.length} added, ${changed.length} changed, ${removed.length} removed, ${unchanged} unchanged`;
  const inForce = version === undefined ? 'none are in force yet' : `version ${version} is in force`;
  const lines = [
    ...(replaced
      ? [`The rules before are refused, and count as none: ${replaced.pointer ?? ''} ${replaced.detail}`]
      : []),
    ...describeDifference(difference),
    `Rules${dryRun ? ' (a dry run)' : ''}: ${counts}; ${inForce}.`,
  ];
  return { text: lines.join('\n'), ok: true };
};

const describeDifference = ({ added, changed, removed }: Difference): string[] => [
  ...added.map((id) => `+ ${id}`),
  ...changed.flatMap(({ id, changes }) => [
    `~ ${id}`,
    ...changes.map(({ path, before, after }) => `    ${path}: ${describeValue(before)} → ${describeValue(after)}`),
  ]),
  ...removed.map((id) => `- ${id}`),
];

const describeValue = (value: unknown): string => {
  if (value === undefined) return 'none';
  const text = JSON.stringify(value);
  return text.length > 100 ? `${text.slice(0, 100)}…` : text;
};
