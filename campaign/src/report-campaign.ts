import type { CampaignResult } from './run-campaign.ts';

/** What a campaign has shown, for people. */
export const reportCampaign = ({ seeds, readings, faults, crashed, alerts, failed }: CampaignResult): string => {
  const total = Object.values(faults).reduce((sum, count) => sum + count, 0);
  const violations = failed.flatMap((each) => each.violations);
  const byKind = Object.groupBy(violations, ({ kind }) => kind);
  const width = Math.max(...Object.keys(faults).map((name) => name.length));
  return [
    ...Object.entries(faults)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, count]) => `${name.padEnd(width)} ${String(count).padStart(9)}`),
    '',
    `${seeds} seeds, ${readings} readings, ${total} faults of ${Object.keys(faults).length} kinds, crashes at ${crashed.size} places.`,
    `${alerts.raised} alerts raised and ${alerts.cleared} cleared, ${alerts.changes} changes, told once more ${alerts.repeats} times;`,
    `of ${alerts.lives} rules on devices ${alerts.undisturbed} went as if nothing had failed, the others as they may.`,
    violations.length === 0
      ? 'None lost, none stored twice, none set aside without its reason, no order inverted; no alert missed, none told in two ways, none that should not be.'
      : `${failed.length} seeds failed: ${Object.entries(byKind)
          .map(([kind, each]) => `${kind} ${each?.length}`)
          .join(', ')}.`,
  ].join('\n');
};
