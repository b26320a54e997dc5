import type { AlertRules } from '@millrace/shared/contracts/alert-rule';
import { anAlertRule } from '@millrace/shared/testing/an-alert-rule';
import { anEpisode } from './episode-for-test.ts';
import { formatMarkdown } from './format-markdown.ts';
import { makeReport } from './report.ts';

const hour = 3_600_000;
const rulesOf = (...rules: AlertRules['rules']): AlertRules => ({ version: 1, publishedAt: 0, rules });
const high = anAlertRule({ id: 'high' });

const reported = (given: Partial<Parameters<typeof makeReport>[0]>, inForce?: AlertRules, unlabelled = 0) =>
  makeReport(
    {
      range: { from: 0, to: 2 * hour },
      warmUpFrom: -hour,
      lastArrival: 2 * hour - 1,
      counts: { readings: 1000, warmUpReadings: 10, devices: 3 },
      proposed: [],
      ...given,
    },
    { proposed: rulesOf(high), inForce },
    unlabelled,
  );

const minute = 60_000;
const at = (raisedAt: number, more = {}) => anEpisode({ raisedAt, foundAt: raisedAt, ...more });

test('a report says what was read, what each rule would have done, and each alert', () => {
  const proposed = [at(0, { endedAt: 30_000, site: 'a|b', value: 130, unit: '/min' }), at(hour)];
  expect(formatMarkdown(reported({ proposed }), 50)).toBe(`## Backtest of alert rules

1,000 readings of 3 devices that arrived from 1970-01-01 00:00:00 to 1970-01-01 02:00:00 (UTC). Warmed up on 10 readings from 1969-12-31 23:00:00 on.

### Rules

| Rule | Raised | Devices | Time on | Median | Longest | Under 1 min | Messages | On before | Still on | When (5 min each) | Most on |
| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | --- | --- |
| \`high\` | 2 | 1 | 1 h | 30 min 15 s | 1 h | 1 (50 %) | 2 | 0 | 1 | \`█···········█···········\` | \`monitor-01\` 2× |

### Alerts

| Raised (device time) | Device | Site | Rule | Severity | Value | On for | End |
| --- | --- | --- | --- | --- | ---: | ---: | --- |
| 1970-01-01 00:00:00 | \`monitor-01\` | a&#124;b | \`high\` | warning | 130 /min | 30 s | 1970-01-01 00:00:30 |
| 1970-01-01 01:00:00 | \`monitor-01\` | ward-3 | \`high\` | warning |  | 1 h | still on |`);
});

test('alerts beyond the limit are counted, and it is said where they are', () => {
  const proposed = [0, 1, 2].map((place) => at(place * minute, { endedAt: place * minute + 1 }));
  const text = formatMarkdown(reported({ proposed }), 2);
  expect(text).toContain('1 more are left out here; `--format json` has them all');
  expect(text.match(/1970-01-01 00:0\d:00 \|/g)).toHaveLength(4);
});

test('the difference comes first: rules, counts for each rule, and alerts', () => {
  const inForce = rulesOf(anAlertRule({ id: 'high', for: 60 }));
  const before = [at(0, { endedAt: minute }), at(20 * minute, { endedAt: 30 * minute }), at(hour, { deviceId: 'b' })];
  const now = [at(0, { endedAt: minute }), at(21 * minute, { endedAt: 30 * minute }), at(hour, { deviceId: 'c' })];
  const text = formatMarkdown(reported({ proposed: now, inForce: before }, inForce), 50);
  expect(text.indexOf('### Difference')).toBeLessThan(text.indexOf('### Rules'));
  expect(text).toContain(
    '**1** only under these rules, **1** only under those in force, **1** in both with other times or severities, 1 the same.',
  );
  expect(text).toContain('| `high` | `for` | `60` |  |');
  expect(text).toContain('| `high` | 3 → 3 | 0 → 0 | 3 → 3 | 1 h 11 min → 1 h 10 min | 1 | 1 | 1 |');
  expect(text).toMatch(/#### Only under these rules\n\n.*\n.*\n\| 1970-01-01 01:00:00 \| `c`/);
  expect(text).toMatch(/#### Only under the rules in force\n\n.*\n.*\n\| 1970-01-01 01:00:00 \| `b`/);
  expect(text).toContain(
    '| `monitor-01` | `high` | 1970-01-01 00:20:00 → 1970-01-01 00:21:00 | 1970-01-01 00:30:00 | 10 min → 9 min | warning |',
  );
});

test('where nothing differs that is all that is said of it', () => {
  const text = formatMarkdown(reported({ inForce: [] }, rulesOf(high)), 50);
  expect(text).toContain('No alert differs: 0 the same.\n\nNo rule differs.\n\n### Rules');
  expect(text).toContain('### Alerts\n\nNone.');
});

test('nothing to warm up on, and devices without labels, are pointed out', () => {
  const counts = { readings: 1, warmUpReadings: 0, devices: 1 };
  const text = formatMarkdown(reported({ counts }, undefined, 2), 50);
  expect(text).toContain('No readings came before to warm up on');
  expect(text).toContain('**2 devices not in the registry**');
});

test('a range that goes on after its last reading is pointed out, since that may only be the lake', () => {
  const end = (lastArrival: number) => formatMarkdown(reported({ lastArrival }), 50);
  expect(end(2 * hour - 5 * minute)).not.toContain('The last reading');
  expect(end(2 * hour - 5 * minute - 1)).toContain('**The last reading arrived at 1970-01-01 01:54:59**');
});

test('the unit of what has none is not shown', () => {
  const text = formatMarkdown(reported({ proposed: [at(0, { value: 0.5, unit: '1' })] }), 50);
  expect(text).toContain('| warning | 0.5 |');
});

test('latched alerts, and those on before, are marked as such', () => {
  const proposed = [
    at(-minute, { isOnBefore: true, endedAt: minute, isLatched: true, severities: ['info', 'critical'] }),
  ];
  expect(formatMarkdown(reported({ proposed }), 50)).toContain(
    '| 1969-12-31 23:59:00 (on before) | `monitor-01` | ward-3 | `high` | info → critical |  | 2 min | 1970-01-01 00:01:00, latched |',
  );
});

test('the rules of subscribers are told of, too', () => {
  const rules = rulesOf(anAlertRule({ id: 'high', subscribers: { research: { for: 60 } } }));
  const { rules: told } = makeReport(
    {
      ...{
        range: { from: 0, to: hour },
        warmUpFrom: 0,
        lastArrival: 0,
        counts: { readings: 1, warmUpReadings: 0, devices: 1 },
      },
      proposed: [],
    },
    { proposed: rules },
    0,
  );
  expect(told.map(({ rule }) => rule)).toEqual(['high', 'high@research']);
});
