import type { AlertRule } from '@millrace/shared/contracts/alert-rule';
import { anAlertRule } from '@millrace/shared/testing/an-alert-rule';
import { anEnrichedReading } from '@millrace/shared/testing/an-enriched-reading';
import { selectRules } from './select-rules.ts';

const reading = anEnrichedReading({ labels: { bed: '12', wing: 'east' } });

test.each<[string, AlertRule['select'], boolean]>([
  ['nothing named', {}, true],
  ['the tenant', { tenant: 'ward-a' }, true],
  ['another tenant', { tenant: 'ward-b' }, false],
  ['the device type', { deviceType: 'bedside-monitor' }, true],
  ['another device type', { deviceType: 'ventilator' }, false],
  ['the site', { site: 'ward-3' }, true],
  ['another site', { site: 'ward-4' }, false],
  ['one of the labels', { labels: { bed: '12' } }, true],
  ['one label right, one wrong', { labels: { bed: '12', wing: 'west' } }, false],
  ['a label that the device lacks', { labels: { floor: '1' } }, false],
  ['all but the site right', { tenant: 'ward-a', deviceType: 'bedside-monitor', site: 'ward-4' }, false],
])('a selection with %s: %j selects it: %j', (_, select, selected) => {
  expect(selectRules([anAlertRule({ select })])(reading).size).toBe(selected ? 1 : 0);
});

test('a disabled rule selects nothing', () => {
  expect(selectRules([anAlertRule({ enabled: false })])(reading).size).toBe(0);
});

test('a device that moves is selected anew', () => {
  const select = selectRules([anAlertRule({ select: { site: 'ward-3' } })]);
  expect([reading, { ...reading, site: 'ward-4' }, reading].map((each) => select(each).size)).toEqual([1, 0, 1]);
});
