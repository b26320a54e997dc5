import type { AlertRule, AlertRules } from '@millrace/shared/contracts/alert-rule';
import { gateway, type Line } from '../registry.ts';

const on = (line: Line): Pick<AlertRule, 'select'> => ({ select: { labels: { line } } });
const hot = { threshold: { measure: 'temperature', above: 60, clear: 50 } } as const;

/** The rule that is taken out of the file in some worlds. */
export const shortLived = 'short-lived';

/** Every kind of rule, so that the fleet's spells of heat and silence raise and clear alerts of each. */
const rules: AlertRule[] = [
  {
    ...{ id: 'hot', summary: 'Hot', severity: 'warning', ...on('a') },
    when: hot,
    for: 1,
    clearFor: 1,
  },
  {
    ...{ id: 'often-hot', summary: 'Often hot', severity: 'info', ...on('a') },
    when: { repeated: { times: 3, of: 4, threshold: { measure: 'temperature', above: 70 } } },
    group: { by: ['site', 'rule'], window: 20 },
  },
  {
    ...{ id: 'silent', summary: 'Silent', severity: 'critical', ...on('b') },
    when: { silence: { after: 3 } },
    renotify: { every: 5, times: 2 },
  },
  {
    ...{ id: 'hot-and-late', summary: 'Hot in the second half', severity: 'warning', ...on('b') },
    when: { all: [hot, { threshold: { measure: 'reading', above: 400 } }] },
    latch: true,
    renotify: { every: 2, times: 3 },
  },
  {
    ...{ id: 'strained', summary: 'Strained', severity: 'warning', ...on('c') },
    when: {
      score: {
        measures: { temperature: [{ to: 0, points: 1 }, { to: 50, points: 0 }, { to: 70, points: 2 }, { points: 3 }] },
        ...{ from: 3, clear: 1, stands: 2 },
      },
    },
    escalate: [
      { after: 2, severity: 'warning' },
      { when: { measure: 'temperature', above: 90, clear: 80 }, severity: 'critical' },
    ],
  },
  {
    ...{ id: 'hot-in-order', summary: 'Hot, late readings in their place', severity: 'warning', ...on('c') },
    when: hot,
    lateness: 2,
  },
  {
    ...{ id: 'hot-behind-gateway', summary: 'Hot though the gateway is not', severity: 'info', ...on('b') },
    when: hot,
    suppress: { label: 'gateway', rule: 'hot', wait: 1 },
  },
  {
    ...{ id: shortLived, summary: 'Cold', severity: 'info', ...on('c') },
    when: { threshold: { measure: 'temperature', below: 0 } },
  },
];

/** As they are published at first, and once a rule has been taken out. */
export const firstRules: AlertRules = { version: 1, publishedAt: 1, rules };
export const laterRules: AlertRules = {
  version: 2,
  publishedAt: 2,
  rules: rules.filter(({ id }) => id !== shortLived),
};

/** The device and the rule whose alert others wait for. */
export const gatewayAlert = { deviceId: gateway, ruleId: 'hot' };
