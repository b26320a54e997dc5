import type { AlertRule } from '@millrace/shared/contracts/alert-rule';
import type { EnrichedReading } from '@millrace/shared/contracts/enriched-reading';
import { anAlertRule } from '@millrace/shared/testing/an-alert-rule';
import { anEnrichedReading } from '@millrace/shared/testing/an-enriched-reading';
import { type DeviceRecord, devices } from '../devices/device-record.ts';
import { outboxBytes } from '../outbox/unsent.ts';
import { keyOf, toItem } from '../records/stored-as.ts';
import { rulesOf } from '../rules/current-rules.ts';
import { evaluateDevice } from './evaluate-device.ts';

/** Received half a second after it was taken. */
const reading = (seconds: number, value: number, given = {}) =>
  anEnrichedReading({
    ...{ id: `monitor-01:${seconds}`, time: seconds * 1000, receivedAt: seconds * 1000 + 500 },
    measures: { 'heart-rate': { value } },
    ...given,
  });

const evaluating = (rules: AlertRule[], room?: number) =>
  evaluateDevice(rulesOf({ version: 1, publishedAt: 0, rules }).engine, () => false, room);

const empty: DeviceRecord = { id: 'monitor-01', version: 0, state: devices.empty('monitor-01'), outbox: [] };
const told = ({ outbox }: DeviceRecord) =>
  outbox.map(({ notification: { rule, change, clearedBecause } }) => [rule, change, clearedBecause].join(' ').trim());

test('a record that no reading changes is the record itself', () => {
  const evaluate = evaluating([anAlertRule()]);
  expect(evaluate(empty, [reading(1, 80), reading(2, 120)])).toEqual({ record: empty, done: 2 });
  expect(evaluate(empty, [reading(1, 80)]).record).toBe(empty);
});

test('each rule is told of in the order of the file; each change owes topic, bus and history', () => {
  const other = { id: 'a', when: { threshold: { measure: 'heart-rate', above: 130 } } };
  const rules = [anAlertRule({ id: 'b' }), anAlertRule(other)];
  const { record } = evaluating(rules)(empty, [reading(1, 125), reading(2, 140), reading(3, 80)]);
  expect(told(record)).toEqual(['b raised', 'a raised', 'b cleared recovered', 'a cleared recovered']);
  expect(record.outbox.map(({ to }) => to)).toEqual(Array(4).fill(['topic', 'bus', 'history']));
});

test('changes of a rule that groups its alerts owe the group instead of the topic', () => {
  const { record } = evaluating([anAlertRule({ group: { by: ['site'], window: 60 } })])(empty, [reading(1, 140)]);
  expect(record.outbox.map(({ to, group }) => [to, group])).toEqual([
    [['group', 'bus', 'history'], '60/ward-a/site=ward-3'],
  ]);
});

test('a change that nobody is told of owes bus and history only', () => {
  const quiet = { hours: { zone: 'UTC', from: '00:00', to: '12:00' } };
  const { record } = evaluating([anAlertRule({ quiet })])(empty, [reading(1, 140)]);
  expect(record.outbox.map(({ to }) => to)).toEqual([['bus', 'history']]);
});

describe('an alert of a rule that no longer applies', () => {
  const { record: raised } = evaluating([anAlertRule()])({ ...empty, version: 1 }, [reading(1, 140)]);

  test.each([
    ['left the file', []],
    ['is disabled', [anAlertRule({ enabled: false })]],
    ['selects other devices', [anAlertRule({ select: { site: 'elsewhere' } })]],
  ])('is cleared by the next reading when the rule %s', (_, rules) => {
    const { record } = evaluating(rules)(raised, [reading(2, 140)]);
    expect(told(record)).toEqual(['tachycardia raised', 'tachycardia cleared rule-withdrawn']);
  });

  test('is not raised again by the readings that come again after it was cleared', () => {
    const evaluate = evaluating([anAlertRule({ select: { site: 'ward-3' } })]);
    const moved = [reading(1, 140), reading(2, 140, { site: 'ward-4' })];
    const { record } = evaluate(empty, moved);
    expect(told(record)).toEqual(['tachycardia raised', 'tachycardia cleared rule-withdrawn']);
    expect(evaluate(record, moved).record).toBe(record);
  });

  test('is forgotten a day after its rule has left the file', () => {
    const day = 86_400;
    const remembered = (rules: AlertRule[], ...readings: EnrichedReading[]) => [
      ...evaluating(rules)(raised, readings).record.state.rules.keys(),
    ];
    expect(remembered([], reading(2, 140), reading(day + 2, 140))).toEqual(['tachycardia']);
    expect(remembered([], reading(2, 140), reading(day + 3, 140))).toEqual([]);
    expect(remembered([anAlertRule({ enabled: false })], reading(2, 140), reading(day + 3, 140))).toEqual([
      'tachycardia',
    ]);
  });

  test('has a number of its own when others raise another by the rule that they still have', () => {
    const readings = [reading(2, 140), reading(3, 140)];
    const withdrawn = evaluating([])(raised, readings.slice(0, 1)).record;
    const { record } = evaluating([anAlertRule()])(withdrawn, readings);
    expect(told(record)).toEqual(['tachycardia raised', 'tachycardia cleared rule-withdrawn', 'tachycardia raised']);
    expect(record.outbox.map(({ notification }) => notification.number)).toEqual([1, 2, 3]);
  });
});

test('evaluation stops behind the reading that fills the outbox, and goes on from there once it is empty', () => {
  const evaluate = evaluating([anAlertRule({ id: 'a' }), anAlertRule({ id: 'b' })], 1);
  const readings = [reading(1, 140), reading(2, 140), reading(3, 80)];
  const first = evaluate(empty, readings);
  expect([told(first.record), first.done]).toEqual([['a raised', 'b raised'], 1]);
  expect(evaluate(first.record, readings.slice(1))).toEqual({ record: first.record, done: 0 });
  const second = evaluate({ ...first.record, outbox: [] }, readings.slice(1));
  expect([told(second.record), second.done]).toEqual([['a cleared recovered', 'b cleared recovered'], 2]);
});

describe('the time to look at a device again', () => {
  const waiting = evaluating([anAlertRule({ for: 60 })]);

  test('is what is due, by the clock that its readings are received by', () => {
    expect(waiting(empty, [reading(100, 140)]).record.dueAt).toBe(160_500);
    expect(waiting(empty, [reading(100, 140), reading(101, 80)]).record.dueAt).toBeUndefined();
  });

  test('is an hour away at most while an alert is on: its rule may be gone while the device is silent', () => {
    expect(evaluating([anAlertRule()])(empty, [reading(100, 140)]).record.dueAt).toBe(3_700_500);
  });

  test('is at most half a minute away while something is unsent', () => {
    const { record } = evaluating([anAlertRule({ renotify: { every: 600, times: 1 } })])(empty, [reading(100, 140)]);
    expect(record).toMatchObject({ dueAt: 700_500, sendBy: 130_500 });
    expect(toItem(devices, record).wakeAt).toEqual({ N: '130500' });
    expect(toItem(devices, { ...record, outbox: [] }).wakeAt).toEqual({ N: '700500' });
  });

  test('stays as it is where it is early enough, for each change of it is a write to an index', () => {
    const { record } = waiting(empty, [reading(100, 140)]);
    const over = waiting(record, [reading(110, 80)]).record;
    expect(over.dueAt).toBe(160_500);
    expect(waiting(over, [reading(120, 140)]).record.dueAt).toBe(160_500);
    expect(waiting(over, [reading(170, 140)]).record.dueAt).toBe(230_500);
  });

  test('is written down when new rules make it earlier, though nothing else changes', () => {
    const { record } = waiting(empty, [reading(100, 140)]);
    const sooner = evaluating([anAlertRule({ for: 30 })])(record, [reading(101, 140)]).record;
    expect(sooner.dueAt).toBe(130_500);
  });
});

test('the tenant of a device is known by its key as long as an alert is on', () => {
  const evaluate = evaluating([anAlertRule()]);
  const { record } = evaluate(empty, [reading(1, 140)]);
  expect(toItem(devices, record)).toMatchObject({ id: { S: keyOf(devices, 'monitor-01') }, alerting: { S: 'ward-a' } });
  expect(toItem(devices, evaluate(record, [reading(2, 80)]).record)).not.toHaveProperty('alerting');
});

test('a record whose every part is as large as it can be fits in an item of DynamoDB', () => {
  /** The widest that JSON makes of one character. */
  const text = (length: number) => '\u0001'.repeat(length);
  const longest = (index: number) => String(index).padStart(63, 'r');
  const rules = Array.from({ length: 1000 }, (_, index) =>
    anAlertRule({
      id: longest(index),
      summary: text(128),
      severity: 'critical',
      when: { threshold: { measure: 'm'.repeat(64), equal: text(256) } },
      select: index < 64 ? {} : { site: 'elsewhere' },
      latch: true,
    }),
  );
  const widest = anEnrichedReading({
    time: 8_640_000_000_000_000,
    tenant: 't'.repeat(63),
    deviceId: 'd'.repeat(128),
    deviceType: text(64),
    site: text(128),
    measures: { ['m'.repeat(64)]: { value: text(256), unit: text(32) } },
  });
  const states = rules.map(
    ({ id }) => [id, { at: 8_639_999_999_999_999, number: 0, life: { status: 'normal' } }] as const,
  );
  const before: DeviceRecord = { ...empty, state: { deviceId: widest.deviceId, rules: new Map(states) } };
  const outbox = evaluating(rules)(before, [widest]).record.outbox.slice(0, 10);
  expect(Buffer.byteLength(JSON.stringify(outbox))).toBeLessThan(outboxBytes);
  const { record } = evaluating(rules)({ ...before, outbox }, [widest]);
  expect(record.outbox).toHaveLength(74);
  const item = toItem(devices, record);
  const size = Object.values(item).reduce((sum, { S = '', B, N = '' }) => sum + (B?.length ?? S.length + N.length), 0);
  expect(size).toBeLessThan(400_000);
});
