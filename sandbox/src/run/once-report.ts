import type { OnceResult } from './once.ts';

/** The table that a bounded run ends with. */
export const onceReport = ({ sent, seconds, outcomes, answer, holds }: OnceResult): string => {
  const reasons = Object.entries(outcomes.setAside).sort(([, left], [, right]) => right - left);
  const setAside = reasons.reduce((sum, [, count]) => sum + count, 0);
  const rows: [string, number | string][] = [
    ['sent', sent],
    ['stored once', outcomes.stored],
    ['set aside', setAside],
    ...reasons.map(([reason, count]): [string, number] => [`  ${reason}`, count]),
    ['duplicates', outcomes.duplicates],
    ['in the hot store', outcomes.inHotStore],
    ['too old for it', outcomes.onlyInLake],
    ['alerts raised', outcomes.alertsRaised],
    ['alerts cleared', outcomes.alertsCleared],
    ['rows landed', outcomes.rowsLanded],
    ['rows curated', outcomes.rowsCurated],
    ['given up by Lambda', outcomes.givenUp],
  ];
  const table = rows.map(([label, value]) => `  ${label.padEnd(24)}${String(value).padStart(10)}`).join('\n');
  const law = `sent = stored once + set aside + duplicates: ${sent} = ${outcomes.stored} + ${setAside} + ${outcomes.duplicates}`;
  return `\n${table}\n\n  ${answer}\n\n  ${law}  ${holds ? 'holds' : 'DOES NOT HOLD'}\n  ${seconds.toFixed(1)} s from the first reading to the last curated row\n`;
};
