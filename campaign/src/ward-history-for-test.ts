import type { AlertRule } from '@millrace/shared/contracts/alert-rule';
import type { EnrichedReading } from '@millrace/shared/contracts/enriched-reading';
import { anEnrichedReading } from '@millrace/shared/testing/an-enriched-reading';

/** Rules with every kind of condition, and every way of an alert's life that needs nobody to act. */
export const everyKindOfRule: AlertRule[] = [
  {
    ...named('threshold', 'warning'),
    when: { threshold: { measure: 'heart-rate', above: 120, clear: 110 } },
    ...{ for: 20, clearFor: 10 },
    renotify: { every: 60, times: 3 },
    escalate: [
      { after: 90, severity: 'critical' },
      { when: { measure: 'heart-rate', above: 150, clear: 140 }, severity: 'critical' },
    ],
    overrides: [
      { select: { device: 'monitor-2' }, set: { when: { threshold: { above: 100, clear: null } }, for: 0 } },
      { select: { site: 'ward-9' }, set: { enabled: false } },
    ],
    subscribers: { research: { when: { threshold: { above: 100, clear: 95 } }, for: 60 } },
  },
  { ...named('at-once', 'critical'), when: { threshold: { measure: 'spo2', outside: [90, 101], clear: [93, 101] } } },
  {
    ...named('latched', 'warning'),
    when: { threshold: { measure: 'probe', equal: 'off' } },
    ...{ for: 5, latch: true },
    renotify: { every: 120, times: 2 },
  },
  {
    ...named('repeated', 'info'),
    when: { repeated: { times: 3, of: 5, threshold: { measure: 'heart-rate', above: 115 } } },
  },
  { ...named('rising', 'warning'), when: { rate: { measure: 'heart-rate', rises: 30, within: 30, clear: 10 } } },
  { ...named('unusual', 'info'), when: { anomaly: { measure: 'heart-rate', above: 0.5 } } },
  { ...named('silent', 'critical'), when: { silence: { after: 60 } }, clearFor: 15 },
  { ...named('probe-silent', 'info'), when: { silence: { measure: 'spo2', after: 45 } } },
  { ...named('errors', 'warning'), when: { logs: { severity: 'ERROR', count: 2, within: 90 } } },
  {
    ...named('score', 'critical'),
    when: {
      score: {
        measures: {
          'heart-rate': [{ to: 100, points: 0 }, { to: 120, points: 1 }, { points: 3 }],
          spo2: [{ to: 91, points: 3 }, { to: 94, points: 1 }, { points: 0 }],
          probe: [{ equal: 'off', points: 2 }, { points: 0 }],
        },
        ...{ from: 4, single: 3, stands: 60 },
      },
    },
    for: 10,
  },
  {
    ...named('by-night', 'warning'),
    when: {
      all: [
        { hours: { zone: 'Europe/Berlin', from: '00:10', to: '00:20' } },
        { any: [{ threshold: { measure: 'heart-rate', above: 105 } }, { silence: { measure: 'spo2', after: 90 } }] },
      ],
    },
    clearFor: 20,
  },
  {
    ...named('patient', 'warning'),
    when: { threshold: { measure: 'heart-rate', above: 118 } },
    ...{ lateness: 15, for: 10 },
    quiet: { hours: { zone: 'Europe/Berlin', from: '00:12', to: '00:16' }, below: 'critical' },
  },
  {
    ...named('grouped', 'info'),
    when: { threshold: { measure: 'heart-rate', above: 112 } },
    group: { by: ['site', 'labels.gateway'], window: 60 },
  },
  { ...named('gateway-down', 'critical'), when: { threshold: { measure: 'uplink', equal: false } } },
  {
    ...named('behind-gateway', 'warning'),
    select: { labels: { kind: 'monitor' } },
    when: { threshold: { measure: 'heart-rate', above: 115 } },
    suppress: { label: 'gateway', rule: 'gateway-down', wait: 30 },
  },
  {
    ...named('of-ward-3', 'info'),
    select: { site: 'ward-3' },
    when: { threshold: { measure: 'heart-rate', above: 108 } },
  },
];

function named(id: string, severity: AlertRule['severity']) {
  return { id, summary: id, severity };
}

/** Midnight in Berlin. */
export const start = Date.UTC(2026, 10, 22, 23);

export const monitors = ['monitor-0', 'monitor-1', 'monitor-2', 'monitor-3', 'monitor-4'];

/** What devices of a small ward report in some minutes: in the order of each device's clock, or some of it a little late. */
export const wardHistory = (
  random: () => number,
  { seconds, outOfOrder }: { seconds: number; outOfOrder: boolean },
): EnrichedReading[] => [
  ...gateways(),
  ...monitors.flatMap((id, index) => monitor(random, id, index, seconds, outOfOrder)),
];

/** One that is down throughout, and one that is up. */
const gateways = (): EnrichedReading[] =>
  [false, true].map((value, index) =>
    anEnrichedReading({
      ...{ id: `gateway-${index}:0`, deviceId: `gateway-${index}`, deviceType: 'gateway', site: 'ward-3' },
      ...{ time: start, receivedAt: start + 500, measures: { uplink: { value } } },
    }),
  );

/** Milliseconds by which one reading may take longer than another: with waits and ways below what timers are behind. */
const longestJitter = 8000;

const monitor = (
  random: () => number,
  deviceId: string,
  index: number,
  seconds: number,
  outOfOrder: boolean,
): EnrichedReading[] => {
  const lag = Math.floor(random() * 3000) - (index === 1 ? 60_000 : 0);
  const readings: EnrichedReading[] = [];
  let heartRate = 95;
  let receivedAt = 0;
  for (let time = start + 120_000; time < start + seconds * 1000; time += 1000 * Math.ceil(random() * 8)) {
    if (random() < 0.01) time += 1000 * Math.floor(random() * 150);
    heartRate += (random() - 0.5) * 16 + (105 - heartRate) * 0.05 + (random() < 0.03 ? 50 : 0);
    const late = outOfOrder && random() < 0.1 ? Math.floor(random() * 12_000) : 0;
    receivedAt = Math.max(receivedAt, time + lag + Math.floor(random() * longestJitter));
    // The registry moved it.
    const hasMoved = index === 3 && time > start + seconds * 500;
    readings.push(
      anEnrichedReading({
        ...{ id: `${deviceId}:${readings.length}`, deviceId, receivedAt, time: time - late },
        site: hasMoved ? 'ward-9' : 'ward-3',
        labels: { kind: 'monitor', gateway: `gateway-${index % 2}` },
        measures: {
          ...(random() < 0.9 ? { 'heart-rate': { value: Math.round(heartRate), unit: '/min' } } : {}),
          ...(random() < 0.6 ? { spo2: { value: 88 + Math.floor(random() * 12), unit: '%' } } : {}),
          ...(random() < 0.3 ? { probe: { value: random() < 0.3 ? 'off' : 'on' } } : {}),
        },
        ...(random() < 0.05 ? { log: { severity: random() < 0.7 ? 'ERROR' : 'INFO', body: 'a line' } as const } : {}),
      }),
    );
  }
  return readings;
};
