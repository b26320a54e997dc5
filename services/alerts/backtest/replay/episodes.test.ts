import type { AlertRule } from '@millrace/shared/contracts/alert-rule';
import type { EnrichedReading } from '@millrace/shared/contracts/enriched-reading';
import { anAlertRule } from '@millrace/shared/testing/an-alert-rule';
import { anEnrichedReading } from '@millrace/shared/testing/an-enriched-reading';
import { gatherEpisodes } from './episodes.ts';
import { replayRules } from './replay-rules.ts';

const start = 1_764_000_000_000;

const heartRate = (seconds: number, value: number): EnrichedReading =>
  anEnrichedReading({
    ...{ id: `monitor-01:${seconds}`, time: start + seconds * 1000, receivedAt: start + seconds * 1000 + 500 },
    measures: { 'heart-rate': { value, unit: '/min' } },
  });

/** Alerts of one rule over these heart rates; the range begins at `from` seconds of arrival. */
const episodesOf = (rule: Partial<AlertRule>, readings: EnrichedReading[], { from = 0, to = 1000 } = {}) => {
  const episodes = gatherEpisodes(start + from * 1000);
  const rules = { version: 1, publishedAt: 0, rules: [anAlertRule(rule)] };
  const replay = replayRules({ rules, onNews: episodes.hear });
  for (const reading of readings) replay.take(reading);
  replay.passTo(start + to * 1000);
  return episodes.all().map(({ raisedAt, endedAt, foundAt, ...rest }) => ({
    ...rest,
    raised: (raisedAt - start) / 1000,
    ...(endedAt === undefined ? {} : { ended: (endedAt - start) / 1000 }),
    found: (foundAt - start) / 1000,
  }));
};

test('an alert has its stamps of device time, its value, and the time at which it would have been known', () => {
  expect(episodesOf({ for: 20 }, [heartRate(0, 130), heartRate(25, 140), heartRate(60, 100)])).toEqual([
    {
      alertId: `tachycardia~monitor-01~${start + 20_000}`,
      ...{ rule: 'tachycardia', deviceId: 'monitor-01', tenant: 'ward-a', deviceType: 'bedside-monitor' },
      ...{ site: 'ward-3', severity: 'warning', severities: ['warning'], measure: 'heart-rate' },
      ...{ value: 130, unit: '/min', raised: 20, found: 25.5, ended: 60, isOnBefore: false, relapses: 0, told: 2 },
    },
  ]);
});

test('what no reading finds out is found by a look at the timers, 20 s later and at a full ten seconds', () => {
  const [silent] = episodesOf({ when: { silence: { after: 60 } } }, [heartRate(0, 80)]);
  // 60 s, and a step of 6 s; underway 0.5 and 20 s.
  expect(silent).toMatchObject({ raised: 66, found: 90 });
});

test('an alert of the warm-up is on before while it lasts into the range, and else forgotten', () => {
  const readings = [heartRate(0, 130), heartRate(10, 100), heartRate(20, 130), heartRate(40, 100)];
  expect(episodesOf({}, readings, { from: 30 })).toMatchObject([{ raised: 20, ended: 40, isOnBefore: true, told: 1 }]);
});

test('one that is raised in the very millisecond in which the range begins is in it', () => {
  expect(episodesOf({}, [heartRate(0, 130)], { from: 0.5 })).toMatchObject([{ isOnBefore: false }]);
  expect(episodesOf({}, [heartRate(0, 130)], { from: 0.501 })).toMatchObject([{ isOnBefore: true }]);
});

test('an alert that latches is over as far as its condition goes, until it relapses', () => {
  const rule = { latch: true };
  const [latched] = episodesOf(rule, [heartRate(0, 130), heartRate(10, 100)]);
  expect(latched).toMatchObject({ ended: 10, isLatched: true, relapses: 0 });
  const [again] = episodesOf(rule, [heartRate(0, 130), heartRate(10, 100), heartRate(20, 130)]);
  expect(again).toMatchObject({ relapses: 1 });
  expect(again).not.toHaveProperty('ended');
  expect(again).not.toHaveProperty('isLatched');
});

test('an alert has every severity that it had, and counts what subscribers hear', () => {
  const rule: Partial<AlertRule> = {
    escalate: [{ after: 30, severity: 'critical' }],
    renotify: { every: 100, times: 2 },
  };
  const [alert] = episodesOf(rule, [heartRate(0, 130)]);
  expect(alert).toMatchObject({ severity: 'critical', severities: ['warning', 'critical'], told: 4 });
});
