import type { LatencyResult } from './alerts/measure-alert-latency.ts';
import type { UnitsResult } from './alerts/measure-dynamodb-units.ts';
import { markdownTable } from './markdown-table.ts';

export type AlertsResult = { units: UnitsResult; latency: LatencyResult };

/** What alerts cost and how long they take, as a section of `docs/benchmarks.md`. */
export const alertsSection = ({ units, latency }: AlertsResult): string => `## Alerts

DynamoDB for a million readings, of devices that send one a second and have an alert of half a minute every 500 readings: units of the
states and history tables and of their indexes, at the on-demand prices of us-east-1 (0.125 and 0.625 USD a million). Each batch reads
each of its devices once; what changes nothing is not written.

${markdownTable(
  ['rules', 'read units', 'write units', 'USD', 'bytes an item'],
  Object.entries(units).map(([name, { reads, writes, usd, itemBytes }]) => [
    name,
    ...[reads, writes].map((each) => String(each)),
    usd.toFixed(3),
    String(itemBytes),
  ]),
)}

From a reading, at its own time, over HTTP through the whole sandbox to an HTTP subscriber of the topic: p50 ${(latency.p50 / 1000).toFixed(2)} s, p99 ${(latency.p99 / 1000).toFixed(2)} s
(${latency.alerts} alerts at ${latency.readingsPerSecond} readings/s; accept, enrich and evaluate each wait up to a second for company).
`;
