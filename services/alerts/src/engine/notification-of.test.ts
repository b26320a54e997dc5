import { anAlert } from './life/stage-for-test.ts';
import { alertIdOf, notificationOf } from './notification-of.ts';

const about = {
  ruleId: 'tachycardia',
  summary: 'What the rule says now',
  severity: 'critical' as const,
  device: { deviceId: 'monitor-01', tenant: 'ward-b', deviceType: 'monitor', site: 'ward-9', labels: {} },
  rulesVersion: 7,
};

test('a change of an alert tells of it as it was when it was raised', () => {
  const alert = anAlert({
    raisedAt: 5,
    severities: ['info', 'warning'],
    step: 2,
    acknowledgedAt: 6,
    returnedAt: 7,
    assignee: 'otto',
  });
  const change = {
    change: 'assigned' as const,
    status: 'acknowledged' as const,
    time: 8,
    isLoud: true,
    alert,
    by: 'nurse',
  };
  expect(notificationOf(about, change, 4)).toEqual({
    version: 2,
    alertId: 'tachycardia~monitor-01~5',
    notificationId: 'tachycardia~monitor-01~5/4',
    number: 4,
    rule: 'tachycardia',
    rulesVersion: 7,
    severity: 'warning',
    severities: ['info', 'warning'],
    step: 2,
    summary: 'Heart rate is high',
    tenant: 'ward-a',
    deviceType: 'bedside-monitor',
    site: 'ward-3',
    raisedAt: 5,
    measure: 'heart-rate',
    acknowledgedAt: 6,
    returnedAt: 7,
    assignee: 'otto',
    deviceId: 'monitor-01',
    change: 'assigned',
    status: 'acknowledged',
    time: 8,
    by: 'nurse',
  });
});

test('what an alert does not have is left out', () => {
  const { measure: _, assignee: __, ...alert } = anAlert();
  const told = notificationOf(
    about,
    { change: 'raised', status: 'active', time: 0, isLoud: true, alert, value: 130, unit: '/min' },
    1,
  );
  expect(told).toMatchObject({ step: 0, value: 130, unit: '/min' });
  for (const name of ['measure', 'assignee', 'acknowledgedAt', 'returnedAt', 'clearedAt', 'isLoud', 'alert'])
    expect(told).not.toHaveProperty(name);
});

test('an alert that is over says when', () => {
  const change = {
    change: 'cleared' as const,
    status: 'cleared' as const,
    time: 9,
    isLoud: true,
    alert: anAlert(),
    clearedBecause: 'reset' as const,
  };
  expect(notificationOf(about, change, 2)).toMatchObject({ clearedAt: 9, clearedBecause: 'reset', time: 9 });
});

test('a change of no alert tells of the rule and the device as they are now', () => {
  const change = {
    change: 'snoozed' as const,
    status: 'cleared' as const,
    time: 3,
    isLoud: false,
    until: 50,
    by: 'nurse',
  };
  expect(notificationOf(about, change, 1)).toEqual({
    version: 2,
    alertId: 'tachycardia~monitor-01',
    notificationId: 'tachycardia~monitor-01/1',
    number: 1,
    rule: 'tachycardia',
    rulesVersion: 7,
    severity: 'critical',
    severities: [],
    step: 0,
    summary: 'What the rule says now',
    tenant: 'ward-b',
    deviceType: 'monitor',
    site: 'ward-9',
    deviceId: 'monitor-01',
    change: 'snoozed',
    status: 'cleared',
    time: 3,
    until: 50,
    by: 'nurse',
  });
});

test('an alert is named after its rule, its device and when it was raised', () => {
  expect(alertIdOf('tachycardia@night', 'monitor-01', { raisedAt: 0 })).toBe('tachycardia@night~monitor-01~0');
});
