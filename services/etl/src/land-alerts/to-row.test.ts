import { readFileSync } from 'node:fs';
import { alertChangeColumns } from '@millrace/shared/contracts/alert-change-row';
import { anAlertNotification } from '@millrace/shared/testing/an-alert-notification';
import { toRow } from './to-row.ts';

test('a raise is a row of its names, its value and its times', () => {
  expect(toRow(anAlertNotification({ unit: '/min' }))).toEqual({
    notification_id: 'tachycardia~monitor-01~1764000000000/1',
    alert_id: 'tachycardia~monitor-01~1764000000000',
    number: 1,
    change: 'raised',
    status: 'active',
    rule: 'tachycardia',
    rules_version: 1,
    severity: 'warning',
    step: 0,
    summary: 'Heart rate is high',
    tenant: 'ward-a',
    device_id: 'monitor-01',
    device_type: 'bedside-monitor',
    site: 'ward-3',
    measure: 'heart-rate',
    value_number: 130,
    value_text: null,
    unit: '/min',
    raised_ms: 1_764_000_000_000,
    time_ms: 1_764_000_000_000,
    acknowledged_ms: null,
    returned_ms: null,
    cleared_ms: null,
    cleared_because: null,
    until_ms: null,
    by_person: false,
  });
});

test('every time of a change has its own column', () => {
  const times = { raisedAt: 1, time: 6, acknowledgedAt: 2, returnedAt: 3, clearedAt: 4, until: 5 };
  expect(toRow(anAlertNotification({ ...times, clearedBecause: 'acknowledged' }))).toMatchObject({
    raised_ms: 1,
    acknowledged_ms: 2,
    returned_ms: 3,
    cleared_ms: 4,
    until_ms: 5,
    time_ms: 6,
    cleared_because: 'acknowledged',
  });
});

test('a change of no alert has no raise, and no value', () => {
  const { raisedAt: _, value: _value, unit: _unit, measure: _measure, ...disabled } = anAlertNotification();
  expect(toRow({ ...disabled, change: 'disabled' })).toMatchObject({
    ...{ raised_ms: null, measure: null, value_number: null, value_text: null, unit: null },
  });
});

test('a boolean is a number and a text', () => {
  expect(toRow(anAlertNotification({ value: false }))).toMatchObject({ value_number: 0, value_text: 'false' });
});

test('what a person did is known to be so, and neither who it was, nor for whom, nor what they wrote', () => {
  const row = toRow(
    anAlertNotification({ change: 'commented', by: 'nurse.joy@example.org', assignee: 'dr-who', comment: 'Bed 7' }),
  );
  expect(row.by_person).toBe(true);
  expect(JSON.stringify(row)).not.toMatch(/nurse|who|Bed 7/);
});

test('text that no SQL engine takes is replaced', () => {
  expect(toRow(anAlertNotification({ summary: 'a\0b\ud800c' })).summary).toBe('a\ufffdb\ufffdc');
});

test('the catalog declares what a row has', () => {
  const file = new URL('../../glue/alert-change-columns.json', import.meta.url);
  const declared: { Name: string }[] = JSON.parse(readFileSync(file, 'utf8'));
  expect(declared.map(({ Name }) => Name)).toEqual(alertChangeColumns);
  expect(Object.keys(toRow(anAlertNotification()))).toEqual(alertChangeColumns);
});
