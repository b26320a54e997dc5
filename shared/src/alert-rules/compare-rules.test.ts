import { anAlertRule } from '../testing/an-alert-rule.ts';
import { compareRules } from './compare-rules.ts';

const [a, b, c] = ['a', 'b', 'c'].map((id) => anAlertRule({ id })) as [never, never, never];
const changes = (before: object, after: object) =>
  compareRules([anAlertRule(before)], [anAlertRule(after)]).changed.flatMap((each) =>
    each.changes.map((change) => [change.path, change.before, change.after]),
  );

test('rules are added, removed and kept by their ids, in whatever order', () => {
  expect(compareRules([a, b], [c, b])).toEqual({ added: ['c'], removed: ['a'], changed: [], unchanged: 1 });
  expect(compareRules([a, b], [b, a])).toEqual({ added: [], removed: [], changed: [], unchanged: 2 });
});

test('a change is told by its field, however deep', () => {
  const when = (above: number) => ({ threshold: { measure: 'heart-rate', above } });
  expect(changes({ when: when(120), for: 3 }, { when: when(130), latch: true })).toEqual([
    ['when.threshold.above', 120, 130],
    ['for', 3, undefined],
    ['latch', undefined, true],
  ]);
  const overrides = (...durations: number[]) =>
    durations.map((each) => ({ select: { site: 'x' }, set: { for: each } }));
  expect(changes({ overrides: overrides(1, 2) }, { overrides: overrides(1, 3, 4) })).toEqual([
    ['overrides.1.set.for', 2, 3],
    ['overrides.2', undefined, overrides(4)[0]],
  ]);
});

test('what takes the place of something of another kind is told whole', () => {
  const when = { all: [{ silence: { after: 60 } }] };
  const subscribers = (set: unknown) => ({ subscribers: { night: { when: set } } });
  expect(changes(subscribers(when), subscribers(null))).toEqual([['subscribers.night.when', when, null]]);
  expect(changes(subscribers([]), subscribers({}))).toEqual([['subscribers.night.when', [], {}]]);
});

test('the order of fields is no change, that of overrides is one', () => {
  expect(changes({ select: { site: 'x', tenant: 'y' } }, { select: { tenant: 'y', site: 'x' } })).toEqual([]);
  const overrides = ['x', 'y'].map((site) => ({ select: { site }, set: { for: 1 } }));
  expect(changes({ overrides }, { overrides: overrides.toReversed() })).toHaveLength(2);
});
