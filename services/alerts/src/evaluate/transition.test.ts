import type { AlertNotification } from '@millrace/shared/contracts/alert-notification';
import { AlertNotification as NotificationSchema } from '@millrace/shared/contracts/alert-notification';
import type { MeasureValue } from '@millrace/shared/contracts/reading';
import { schemaParser } from '@millrace/shared/contracts/schema-parser';
import { anAlertRule } from '@millrace/shared/testing/an-alert-rule';
import { anEnrichedReading } from '@millrace/shared/testing/an-enriched-reading';
import type { Alert, RuleState } from './rule-state.ts';
import { untouched } from './rule-state.ts';
import { transition, withdraw } from './transition.ts';

/** A reading of this heart rate, so many seconds into the test; no measure where there is no value. */
const reading = (seconds: number, value?: MeasureValue) =>
  anEnrichedReading({
    time: seconds * 1000,
    measures: value === undefined ? { 'body-temperature': { value: 40 } } : { 'heart-rate': { value, unit: '/min' } },
  });

const alert: Alert = {
  alertId: 'an-alert',
  severity: 'critical',
  summary: 'Heart rate was high',
  tenant: 'ward-a',
  deviceType: 'bedside-monitor',
  site: 'ward-9',
  measure: 'heart-rate',
  raisedAt: 50_000,
};

const normal: RuleState = { status: 'normal', at: 100_000 };
const pending: RuleState = { status: 'pending', at: 100_000 };
const active: RuleState = { status: 'active', at: 100_000, alert };
const clearing: RuleState = { status: 'clearing', at: 100_000, alert };

/** Raises when above 120 for 60 s, clears when at most 110 for 30 s. */
const patient = anAlertRule({ for: 60, clear: { limit: 110, for: 30 } });
const hasty = anAlertRule({ for: 0, clear: { limit: 110, for: 0 } });

const [breach, between, clear] = [121, 115, 110];
const kinds = (changes: AlertNotification[]) => changes.map(({ change }) => change);

describe('a rule with durations', () => {
  test.each<[string, RuleState, number, MeasureValue | undefined, string, string[]]>([
    ['normal, breach: pending', normal, 101, breach, 'pending', []],
    ['normal, between: nothing', normal, 101, between, 'normal', []],
    ['normal, clear: nothing', normal, 101, clear, 'normal', []],
    ['normal, no measure: nothing', normal, 101, undefined, 'normal', []],
    ['pending, breach too early: nothing', pending, 159.999, breach, 'pending', []],
    ['pending, breach on time: raised', pending, 160, breach, 'active', ['raised']],
    ['pending, breach after a silence: raised', pending, 9_999, breach, 'active', ['raised']],
    ['pending, between: normal', pending, 101, between, 'normal', []],
    ['pending, between when it would be time: normal', pending, 160, between, 'normal', []],
    ['pending, clear: normal', pending, 101, clear, 'normal', []],
    ['pending, no measure: nothing', pending, 160, undefined, 'pending', []],
    ['active, breach: nothing', active, 101, breach, 'active', []],
    ['active, between: nothing', active, 101, between, 'active', []],
    ['active, clear: clearing', active, 101, clear, 'clearing', []],
    ['active, no measure: nothing', active, 101, undefined, 'active', []],
    ['clearing, clear too early: nothing', clearing, 129.999, clear, 'clearing', []],
    ['clearing, clear on time: cleared', clearing, 130, clear, 'normal', ['cleared']],
    ['clearing, between: active', clearing, 130, between, 'active', []],
    ['clearing, breach: active', clearing, 130, breach, 'active', []],
    ['clearing, no measure: nothing', clearing, 130, undefined, 'clearing', []],
  ])('%s', (_, state, seconds, value, status, changes) => {
    const after = transition(patient, state, reading(seconds, value));
    expect(after.state.status).toBe(status);
    expect(kinds(after.changes)).toEqual(changes);
    if (status === state.status) expect(after.state).toBe(state);
    else expect(after.state.at).toBe(seconds * 1000);
  });
});

describe('a rule without durations', () => {
  test.each<[string, RuleState, number, string, string[]]>([
    ['normal, breach: raised', normal, breach, 'active', ['raised']],
    ['normal, between: nothing', normal, between, 'normal', []],
    ['active, clear: cleared', active, clear, 'normal', ['cleared']],
    ['active, between: nothing', active, between, 'active', []],
    ['pending from when the rule had a duration, breach: raised', pending, breach, 'active', ['raised']],
    ['clearing from when the rule had a duration, clear: cleared', clearing, clear, 'normal', ['cleared']],
  ])('%s', (_, state, value, status, changes) => {
    const after = transition(hasty, state, reading(101, value));
    expect(after.state.status).toBe(status);
    expect(kinds(after.changes)).toEqual(changes);
  });
});

describe.each([normal, pending, active, clearing])('a reading in $status', (state) => {
  test.each([breach, between, clear])('that is not newer changes nothing: %d', (value) => {
    for (const rule of [patient, hasty])
      for (const seconds of [0, 99.999, 100])
        expect(transition(rule, state, reading(seconds, value)).state).toBe(state);
  });
});

test('the first millisecond after the last change counts', () => {
  expect(transition(hasty, normal, reading(100.001, breach)).state.status).toBe('active');
});

test('a reading of 1970 counts for a rule that no reading has touched', () => {
  expect(transition(hasty, untouched, reading(0, breach)).state.status).toBe('active');
});

describe('limits', () => {
  test.each([
    ['above 120', { condition: { above: 120 }, clear: { limit: 110, for: 0 } }, 120, 120.001, 110, 110.001],
    ['below 50', { condition: { below: 50 }, clear: { limit: 60, for: 0 } }, 50, 49.999, 60, 59.999],
    ['outside, high', { condition: { outside: [50, 120] }, clear: { limits: [60, 110], for: 0 } }, 120, 121, 110, 111],
    ['outside, low', { condition: { outside: [50, 120] }, clear: { limits: [60, 110], for: 0 } }, 50, 49, 60, 59],
    ['above 120, no clear limit', { condition: { above: 120 }, clear: { for: 0 } }, 120, 120.001, 120, 120.001],
    ['below 50, no clear limit', { condition: { below: 50 }, clear: { for: 0 } }, 50, 49.999, 50, 49.999],
    ['outside, no clear limits', { condition: { outside: [50, 120] }, clear: { for: 0 } }, 50, 49, 50, 49],
    ['equal', { condition: { equal: 7 }, clear: { for: 0 } }, 6, 7, 8, 7],
    ['equal to a text', { condition: { equal: 'off' }, clear: { for: 0 } }, 'on', 'off', 'OFF', 'off'],
    ['equal to a boolean', { condition: { equal: false }, clear: { for: 0 } }, true, false, 'false', false],
  ] as const)('%s: %j does not raise, %j does; %j clears, %j does not', (...row) => {
    const [, given, quiet, raising, clears, stays] = row;
    const rule = anAlertRule(given as Partial<typeof hasty>);
    expect(transition(rule, normal, reading(101, quiet)).state.status).toBe('normal');
    expect(transition(rule, normal, reading(101, raising)).state.status).toBe('active');
    expect(transition(rule, active, reading(101, clears)).state.status).toBe('normal');
    expect(transition(rule, active, reading(101, stays)).state.status).toBe('active');
  });

  test.each(['off', true])('a value that is no number says nothing to a rule with limits: %j', (value) => {
    expect(transition(hasty, normal, reading(101, value)).state).toBe(normal);
    expect(transition(hasty, active, reading(101, value)).state).toBe(active);
  });
});

describe('what is told', () => {
  const parse = schemaParser(NotificationSchema);

  test('a raise is stamped with the reading that raised it, not with the first breach', () => {
    const { state, changes } = transition(patient, pending, reading(160, breach));
    expect(changes).toEqual([
      {
        version: 1,
        alertId: 'yEWXuhopS17Pj_oCNMnFXj',
        notificationId: 'yEWXuhopS17Pj_oCNMnFXj/raised',
        change: 'raised',
        rule: 'tachycardia',
        severity: 'warning',
        summary: 'Heart rate is high',
        tenant: 'ward-a',
        deviceId: 'monitor-01',
        deviceType: 'bedside-monitor',
        site: 'ward-3',
        measure: 'heart-rate',
        value: 121,
        unit: '/min',
        raisedAt: 160_000,
      },
    ]);
    expect(parse(changes[0])).toHaveProperty('ok');
    expect(state).toHaveProperty('alert.alertId', changes[0]?.alertId);
  });

  test('a clear repeats what the raise said, whatever rule and device have become', () => {
    const [cleared] = transition(hasty, active, reading(101, clear)).changes;
    expect(cleared).toEqual({
      version: 1,
      ...alert,
      notificationId: 'an-alert/cleared',
      change: 'cleared',
      rule: 'tachycardia',
      deviceId: 'monitor-01',
      value: 110,
      unit: '/min',
      clearedAt: 101_000,
      clearedBecause: 'recovered',
    });
    expect(parse(cleared)).toHaveProperty('ok');
  });

  test.each([
    ['rule', { id: 'bradycardia' }, {}],
    ['device', {}, { deviceId: 'monitor-02' }],
    ['time', {}, { time: 101_001 }],
  ])('another %s is another alert', (_, rule, of) => {
    const idOf = (given: object, at: object) =>
      transition({ ...hasty, ...given }, normal, { ...reading(101, breach), ...at }).changes[0]?.alertId;
    expect(idOf(rule, of)).not.toBe(idOf({}, {}));
    expect(idOf({ severity: 'critical' }, { id: 'monitor-01:2' })).toBe(idOf({}, {}));
  });
});

describe('a rule that is withdrawn', () => {
  test.each<[string, RuleState, string[]]>([
    ['normal: nothing', normal, []],
    ['pending: normal', pending, []],
    ['active: cleared', active, ['cleared']],
    ['clearing: cleared', clearing, ['cleared']],
  ])('%s', (_, state, changes) => {
    const after = withdraw('tachycardia', state, reading(100.001, breach));
    expect(after.state.status).toBe('normal');
    expect(kinds(after.changes)).toEqual(changes);
    expect(withdraw('tachycardia', state, reading(100, breach)).state).toBe(state);
  });

  test('its clear says so, and says no value', () => {
    const [cleared] = withdraw('tachycardia', active, reading(101, breach)).changes;
    expect(cleared).toMatchObject({ clearedBecause: 'rule-withdrawn', clearedAt: 101_000, severity: 'critical' });
    expect(cleared).not.toHaveProperty('value');
    expect(schemaParser(NotificationSchema)(cleared)).toHaveProperty('ok');
  });
});
