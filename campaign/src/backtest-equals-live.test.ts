import { AlertCondition } from '@millrace/shared/contracts/alert-condition';
import type { AlertNotification } from '@millrace/shared/contracts/alert-notification';
import type { AlertRule, AlertRules } from '@millrace/shared/contracts/alert-rule';
import type { EnrichedReading } from '@millrace/shared/contracts/enriched-reading';
import { anEnrichedReading } from '@millrace/shared/testing/an-enriched-reading';
import { seededRandom } from '../../sandbox/src/devices/seeded-random.ts';
import { replayRules } from '../../services/alerts/backtest/replay/replay-rules.ts';
import type { News } from '../../services/alerts/src/engine/device-state.ts';
import { liveAlerting } from './live-alerting-for-test.ts';
import { everyKindOfRule, start, wardHistory } from './ward-history-for-test.ts';

const rulesOf = (rules: AlertRule[]): AlertRules => ({ version: 7, publishedAt: 0, rules });

/** A reading waits for its batch, and the batch is under way; lateness of devices comes on top. Milliseconds. */
const [longestWait, longestWay] = [6000, 4000];

/** By what the stage keeps, whose order across devices is open. */
const byId = (a: AlertNotification, b: AlertNotification): number => (a.notificationId < b.notificationId ? -1 : 1);

const byArrival = (readings: readonly EnrichedReading[]): EnrichedReading[] =>
  readings.toSorted((a, b) => a.receivedAt - b.receivedAt || (a.id < b.id ? -1 : 1));

/** The readings delivered to the functions as they are deployed, in batches cut at random, some of them again and again. */
const runLive = async (
  rules: AlertRule[],
  readings: readonly EnrichedReading[],
  { random, redelivers, to }: { random: () => number; redelivers: boolean; to: number },
) => {
  const live = await liveAlerting(rulesOf(rules));
  let redelivered = 0;
  for (let from = 0; from < readings.length; ) {
    const first = readings[from]?.receivedAt ?? 0;
    const wait = random() * longestWait;
    const end = readings.findIndex(({ receivedAt }, index) => index > from && receivedAt > first + wait);
    const batch = readings.slice(from, end === -1 ? undefined : end);
    from += batch.length;
    await live.passTo(Math.max(...batch.map(({ receivedAt }) => receivedAt)) + Math.floor(random() * longestWay));
    expect(await live.deliver(batch)).toBe(0);
    while (redelivers && random() < 0.3) {
      expect(await live.deliver(batch.slice(Math.floor(random() * batch.length)))).toBe(0);
      redelivered += 1;
    }
  }
  await live.passTo(to);
  const history = (await live.history()).sort(byId);
  const published = new Set(live.published().map(({ notificationId }) => notificationId));
  await live.close();
  return { history, published, redelivered };
};

const runBacktest = (rules: AlertRule[], readings: readonly EnrichedReading[], to: number) => {
  const heard: News[] = [];
  const replay = replayRules({ rules: rulesOf(rules), onNews: (news) => heard.push(news) });
  for (const reading of readings) replay.take(reading);
  replay.passTo(to);
  return {
    history: heard.map(({ notification }) => notification).sort(byId),
    loud: heard.filter(({ isLoud, group }) => isLoud && group === undefined),
  };
};

const seeds = [1, 2, 3, 4];
const minutes = 15;
const end = start + (minutes + 3) * 60_000;

describe.each(seeds)('readings of seed %i', (seed) => {
  const random = seededRandom(seed);
  // A reading that is older than what it would change is ignored, and redelivered it may not be: one or the other.
  const outOfOrder = seed % 2 === 0;
  const readings = byArrival(wardHistory(random, { seconds: minutes * 60, outOfOrder }));

  test('make the same alerts, with the same stamps and changes, live and in a backtest', async () => {
    const backtest = runBacktest(everyKindOfRule, readings, end);
    const live = await runLive(everyKindOfRule, readings, { random, redelivers: !outOfOrder, to: end });
    expect(backtest.history.length).toBeGreaterThan(200);
    expect(backtest.history).toEqual(live.history);
    expect(outOfOrder || live.redelivered > 20).toBe(true);
    const unheard = backtest.loud.filter(({ notification }) => !live.published.has(notification.notificationId));
    expect(unheard).toEqual([]);
  }, 300_000);
});

test('every kind of condition is among the rules', () => {
  const kindsIn = (condition: AlertCondition): string[] =>
    Object.entries(condition).flatMap(([kind, given]) => [
      kind,
      ...(Array.isArray(given) ? given.flatMap(kindsIn) : []),
    ]);
  const kinds = new Set(everyKindOfRule.flatMap(({ when }) => kindsIn(when)));
  expect([...kinds].sort()).toEqual(Object.keys(AlertCondition.properties).sort());
});

test('the seeds raise alerts of every rule, and clear, escalate, latch and repeat some', () => {
  const changes = seeds.flatMap((seed) => {
    const random = seededRandom(seed);
    const readings = byArrival(wardHistory(random, { seconds: minutes * 60, outOfOrder: seed % 2 === 0 }));
    return runBacktest(everyKindOfRule, readings, end).history;
  });
  const raising = new Set(changes.filter(({ change }) => change === 'raised').map(({ rule }) => rule));
  expect([...raising].sort()).toEqual([...everyKindOfRule.map(({ id }) => id), 'threshold@research'].sort());
  const kinds = new Set(changes.map(({ change }) => change));
  expect([...kinds].sort()).toEqual(
    ['cleared', 'deescalated', 'escalated', 'raised', 'relapsed', 'renotified', 'returned'].sort(),
  );
  expect(new Set(changes.map(({ clearedBecause }) => clearedBecause))).toContain('rule-withdrawn');
});

describe('behind a gateway that goes down and comes up again', () => {
  const at = (seconds: number, deviceId: string, measures: EnrichedReading['measures']): EnrichedReading =>
    anEnrichedReading({
      ...{ id: `${deviceId}:${seconds}`, deviceId, measures, labels: { kind: 'monitor', gateway: 'gateway-1' } },
      ...{ time: start + seconds * 1000, receivedAt: start + seconds * 1000 + 700 },
    });
  const readings = byArrival([
    at(0, 'gateway-1', { uplink: { value: true } }),
    at(300, 'monitor-1', { 'heart-rate': { value: 130 } }),
    at(310, 'gateway-1', { uplink: { value: false } }),
    at(600, 'gateway-1', { uplink: { value: true } }),
    at(900, 'monitor-1', { 'heart-rate': { value: 90 } }),
  ]);
  const to = start + 1_200_000;
  const rules = everyKindOfRule.filter(({ id }) => id === 'gateway-down' || id === 'behind-gateway');

  test('an alert waits for the gateway, live and in a backtest', async () => {
    const backtest = runBacktest(rules, readings, to);
    const live = await runLive(rules, readings, { random: seededRandom(1), redelivers: true, to });
    expect(backtest.history).toEqual(live.history);
    const seconds = backtest.history.map(({ rule, change, time }) => [rule, change, (time - start) / 1000]);
    expect(seconds).toEqual([
      // Looked at again each minute from 330 s on, and the gateway is up since 600 s.
      ['behind-gateway', 'raised', 630],
      ['behind-gateway', 'cleared', 900],
      ['gateway-down', 'raised', 310],
      ['gateway-down', 'cleared', 600],
    ]);
  }, 300_000);
});
