import type { AlertNotification } from '@millrace/shared/contracts/alert-notification';
import { anAlertRule } from '@millrace/shared/testing/an-alert-rule';
import { anEnrichedReading } from '@millrace/shared/testing/an-enriched-reading';
import { type DeviceRecord, emptyRecord, outboxBytes, toItem } from './device-record.ts';
import { evaluateDevice } from './evaluate-device.ts';
import { maxRulesPerDevice } from './overcrowded.ts';

const reading = (seconds: number, value: number, given = {}) =>
  anEnrichedReading({ time: seconds * 1000, measures: { 'heart-rate': { value } }, ...given });

const empty = emptyRecord('monitor-01');
const told = ({ outbox }: DeviceRecord) =>
  outbox.map(({ notification: { rule, change, clearedBecause } }) => [rule, change, clearedBecause].join(' ').trim());

test('a record that no reading changes is the record itself', () => {
  const evaluate = evaluateDevice([anAlertRule()]);
  expect(evaluate(empty, [reading(1, 80), reading(2, 120)])).toEqual({ record: empty, evaluated: 2 });
  expect(evaluate(empty, [reading(1, 80)]).record).toBe(empty);
});

test('each rule is told of in the order of the file, and each change owes topic and bus', () => {
  const rules = [anAlertRule({ id: 'b' }), anAlertRule({ id: 'a', condition: { above: 130 }, clear: { for: 0 } })];
  const { record } = evaluateDevice(rules)(empty, [reading(1, 125), reading(2, 140), reading(3, 80)]);
  expect(told(record)).toEqual(['b raised', 'a raised', 'b cleared recovered', 'a cleared recovered']);
  expect(record.outbox.map(({ to }) => to)).toEqual(Array(4).fill(['topic', 'bus']));
});

describe('an alert of a rule that no longer applies', () => {
  const { record: raised } = evaluateDevice([anAlertRule()])({ ...empty, version: 1 }, [reading(1, 140)]);

  test.each([
    ['left the file', []],
    ['is disabled', [anAlertRule({ enabled: false })]],
    ['selects other devices', [anAlertRule({ select: { site: 'elsewhere' } })]],
  ])('is cleared by the next reading when the rule %s', (_, rules) => {
    const { record } = evaluateDevice(rules)(raised, [reading(2, 140)]);
    expect(told(record)).toEqual(['tachycardia raised', 'tachycardia cleared rule-withdrawn']);
  });

  test('is not raised again by the readings that come again after it was cleared', () => {
    const rules = [anAlertRule({ select: { site: 'ward-3' } })];
    const moved = [reading(1, 140), reading(2, 140, { site: 'ward-4' })];
    const { record } = evaluateDevice(rules)(empty, moved);
    expect(told(record)).toEqual(['tachycardia raised', 'tachycardia cleared rule-withdrawn']);
    expect(evaluateDevice(rules)(record, moved).record).toBe(record);
  });

  test('waits for a reading that is newer than its raise', () => {
    const evaluate = evaluateDevice([anAlertRule({ id: 'other' })]);
    const { record: late } = evaluate(raised, [reading(0.5, 140)]);
    expect(told(late)).toEqual(['tachycardia raised', 'other raised']);
    const { record } = evaluate(late, [reading(2, 140)]);
    expect(told(record)).toEqual(['tachycardia raised', 'other raised', 'tachycardia cleared rule-withdrawn']);
  });

  test('is forgotten once its rule has left the file', () => {
    expect(evaluateDevice([])(raised, [reading(2, 140)]).record.states.size).toBe(0);
    const kept = evaluateDevice([anAlertRule({ enabled: false })])(raised, [reading(2, 140)]).record;
    expect([...kept.states.keys()]).toEqual(['tachycardia']);
  });
});

test('evaluation stops where the outbox is full, and goes on from there once it is empty', () => {
  const evaluate = evaluateDevice([anAlertRule({ id: 'a' }), anAlertRule({ id: 'b' })], 1);
  const readings = [reading(1, 140), reading(2, 140), reading(3, 80)];
  const first = evaluate(empty, readings);
  expect([told(first.record), first.evaluated]).toEqual([['a raised'], 0]);
  expect(evaluate(first.record, readings)).toEqual({ record: first.record, evaluated: 0 });
  const second = evaluate({ ...first.record, outbox: [] }, readings);
  expect([told(second.record), second.evaluated]).toEqual([['b raised'], 2]);
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
      measure: 'm'.repeat(64),
      condition: { equal: text(256) },
      select: index < maxRulesPerDevice ? {} : { site: 'elsewhere' },
    }),
  );
  const unit = text(32);
  const widest = anEnrichedReading({
    time: 8_640_000_000_000_000,
    tenant: 't'.repeat(63),
    deviceId: 'd'.repeat(128),
    deviceType: text(64),
    site: text(128),
    measures: { ['m'.repeat(64)]: { value: text(256), unit } },
  });
  const states = new Map(rules.map(({ id }) => [id, { status: 'normal' as const, at: 8_639_999_999_999_999 }]));
  const evaluate = evaluateDevice(rules, outboxBytes);
  let record: DeviceRecord = { ...emptyRecord(widest.deviceId), states };
  for (let left = 1; left > 0; ) {
    const evaluation = evaluate({ ...record, outbox: [] }, [widest]);
    left -= evaluation.evaluated;
    record = evaluation.record;
  }
  const [{ notification } = { notification: {} as AlertNotification }] = record.outbox;
  const alerts = [...record.states.values()].filter(({ status }) => status === 'active');
  expect(alerts).toHaveLength(maxRulesPerDevice);
  const fullest = outboxBytes + JSON.stringify(notification).length;
  expect(toItem(record).states.S.length + fullest).toBeLessThan(400_000);
});
