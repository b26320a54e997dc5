import type { AlertNotification } from '@millrace/shared/contracts/alert-notification';
import { anAlertNotification } from '@millrace/shared/testing/an-alert-notification';
import fc from 'fast-check';
import { type Group, groups } from './group.ts';
import { endWindow, join } from './run-group.ts';

const id = '60/ward-a/site=ward-3';

const change = (alertId: string, number = 1, given: Partial<AlertNotification> = {}): AlertNotification =>
  anAlertNotification({ alertId, number, notificationId: `${alertId}/${number}`, ...given });

const cleared = (alertId: string) => change(alertId, 2, { change: 'cleared', status: 'cleared' });

/** What subscribers hear when these changes come, or a window ends, at these seconds. */
const hear = (...events: [seconds: number, change?: AlertNotification][]) => {
  let group: Group = groups.empty(id);
  const told: [number, string, unknown][] = [];
  for (const [seconds, each] of events) {
    const moved = each ? join(group, id, each, seconds * 1000) : endWindow(group, id, seconds * 1000);
    group = groups.read(groups.write(moved.group));
    told.push(...moved.tell.map((one): [number, string, unknown] => [seconds, one.notificationId, one.group]));
  }
  return { group, told };
};

test('the first alert of a group is told of at once, with its group', () => {
  const { told, group } = hear([0, change('a')]);
  expect(told).toEqual([[0, 'a/1', { id, on: 1, others: [], more: 0 }]]);
  expect(group.windowEnds).toBe(60_000);
});

test('what comes in the window is told of when it ends, in one message of the gravest that names the others', () => {
  const grave = change('c', 1, { severity: 'critical' });
  const { told } = hear(
    [0, change('a', 1, { severity: 'critical' })],
    [10, change('b')],
    [20, grave],
    [30, cleared('a')],
    [60],
  );
  expect(told.slice(1)).toEqual([
    [
      60,
      'c/1',
      {
        id,
        on: 2,
        others: [
          { alertId: 'b', change: 'raised' },
          { alertId: 'a', change: 'cleared' },
        ],
        more: 0,
      },
    ],
  ]);
});

test('something graver than all that was told of in the window does not wait', () => {
  const { told } = hear(
    [0, change('a')],
    [10, change('b', 1, { severity: 'critical' })],
    [20, change('c', 1, { severity: 'critical' })],
  );
  expect(told.map(([seconds, which]) => [seconds, which])).toEqual([
    [0, 'a/1'],
    [10, 'b/1'],
  ]);
});

test('a window in which something was held back is followed by another, a quiet one is not', () => {
  const { told, group } = hear(
    [0, change('a')],
    [10, change('b')],
    [60],
    [100, change('c')],
    [120],
    [180],
    [181, change('d')],
  );
  expect(told.map(([seconds, which]) => [seconds, which])).toEqual([
    [0, 'a/1'],
    [60, 'b/1'],
    [120, 'c/1'],
    [181, 'd/1'],
  ]);
  expect(group.windowEnds).toBe(241_000);
});

test('a window does not end before its time', () => {
  expect(hear([0, change('a')], [10, change('b')], [59.999]).told).toHaveLength(1);
});

test('at most a hundred others are named, the rest is counted', () => {
  const flood = Array.from({ length: 103 }, (_, index): [number, AlertNotification] => [1, change(`flood-${index}`)]);
  const [, [, , told] = []] = hear([0, change('a')], ...flood, [60]).told;
  expect(told).toMatchObject({ on: 104, others: { length: 100 }, more: 2 });
});

test('an alert that is over is forgotten a window later', () => {
  const { group } = hear([0, change('a')], [1, cleared('a')], [60], [120], [130, change('b')], [190]);
  expect(Object.keys(group.alerts)).toEqual(['b']);
});

test('of a flood two thousand alerts are known one by one, the others as a number', () => {
  const flood = Array.from({ length: 2_010 }, (_, index): [number, AlertNotification] => [1, change(`flood-${index}`)]);
  const { group, told } = hear(...flood, [61]);
  expect([Object.keys(group.alerts).length, group.uncounted]).toEqual([2_000, 10]);
  expect(told.at(-1)?.[2]).toMatchObject({ on: 2_010, more: 1_908 });
  const after = flood
    .slice(1_995)
    .reduce<Group>((now, [, { alertId }]) => join(now, id, cleared(alertId), 62_000).group, group);
  expect([Object.values(after.alerts).filter(([, stands]) => stands === 'on').length, after.uncounted]).toEqual([
    1_995, 0,
  ]);
});

test('a change that comes again, within the window or just after, is told of once', () => {
  fc.assert(
    fc.property(fc.array(fc.nat(4), { minLength: 1, maxLength: 10 }), fc.nat(9), (alerts, again) => {
      const numbers = new Map<number, number>();
      const changes = alerts.map((alert): [number, AlertNotification] => {
        numbers.set(alert, (numbers.get(alert) ?? 0) + 1);
        return [1, change(String(alert), numbers.get(alert))];
      });
      const once = hear(...changes, [61], [62]);
      const repeated = changes[again % changes.length] as [number, AlertNotification];
      expect(hear(...changes, repeated, [61], [62, repeated[1]]).told).toEqual(once.told);
    }),
  );
});
