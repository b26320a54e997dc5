import { compareAlerts, isDifferent } from './compare-alerts.ts';
import { anEpisode } from './episode-for-test.ts';

const from = (raisedAt: number, endedAt?: number, more = {}) =>
  anEpisode({ raisedAt, ...(endedAt === undefined ? {} : { endedAt }), ...more });

test('alerts with the same stamps and severities are alike', () => {
  const difference = compareAlerts([from(0, 10), from(20)], [from(0, 10), from(20)]);
  expect(difference).toEqual({ alike: 2, onlyProposed: [], onlyInForce: [], changed: [] });
  expect(isDifferent(difference)).toBe(false);
});

test.each([
  ['ended later', from(0, 10), from(0, 11)],
  ['was raised later', from(0, 10), from(5, 10)],
  ['has not ended', from(0, 10), from(0)],
  ['is latched', from(0, 10), from(0, 10, { isLatched: true })],
  ['became graver', from(0, 10), from(0, 10, { severities: ['warning', 'critical'] })],
])('one that %s is the same alert, changed', (_, inForce, proposed) => {
  const difference = compareAlerts([proposed], [inForce]);
  expect(difference).toEqual({ alike: 0, onlyProposed: [], onlyInForce: [], changed: [{ proposed, inForce }] });
  expect(isDifferent(difference)).toBe(true);
});

test('alerts of one signal at different times are different alerts', () => {
  const [proposed, inForce] = [from(20, 30), from(0, 10)];
  const difference = compareAlerts([proposed], [inForce]);
  expect(difference).toMatchObject({ onlyProposed: [proposed], onlyInForce: [inForce], changed: [] });
  expect(isDifferent(difference)).toBe(true);
});

test('alerts of other devices and other rules are different alerts', () => {
  const proposed = [from(0, 10, { deviceId: 'a' }), from(0, 10, { rule: 'x' })];
  const inForce = [from(0, 10, { deviceId: 'b' }), from(0, 10, { rule: 'y' })];
  expect(compareAlerts(proposed, inForce)).toMatchObject({ onlyProposed: { length: 2 }, onlyInForce: { length: 2 } });
});

test('an alert that falls apart is one that changed and others that are new', () => {
  const proposed = [from(0, 10), from(20, 30)];
  const inForce = [from(0, 30)];
  expect(compareAlerts(proposed, inForce)).toEqual({
    ...{ alike: 0, onlyInForce: [], onlyProposed: [proposed[1]] },
    changed: [{ proposed: proposed[0], inForce: inForce[0] }],
  });
});

test('a raise at the same instant decides before anything that overlaps', () => {
  const proposed = [from(0, 50), from(20, 40)];
  const inForce = [from(20, 40)];
  expect(compareAlerts(proposed, inForce)).toMatchObject({ alike: 1, changed: [], onlyProposed: [proposed[0]] });
});
