import { anAlertRule } from '@millrace/shared/testing/an-alert-rule';
import { anEnrichedReading } from '@millrace/shared/testing/an-enriched-reading';
import { rulesOf } from '../rules/current-rules.ts';
import type { DeviceState, IsOn } from './device-state.ts';
import type { Action } from './life/act.ts';

const { engine } = rulesOf({ version: 1, publishedAt: 0, rules: [anAlertRule()] });
const nowhere: IsOn = () => false;

/** Raised at 10 s. */
const { state: raised } = engine.observe(
  { deviceId: 'monitor-01', rules: new Map() },
  anEnrichedReading({ time: 10_000, measures: { 'heart-rate': { value: 130 } } }),
  nowhere,
);

const act = (state: DeviceState, action: Action) => {
  const moved = engine.act(state, 'tachycardia', action, nowhere);
  if ('refused' in moved) throw new Error(moved.refused);
  return { state: moved.state, changes: moved.news.map(({ notification }) => notification) };
};

test.each([
  ['before what is decided takes place at that', 8_000, 10_000],
  ['at what is decided takes place then', 10_000, 10_000],
  ['after what is decided takes place then', 11_000, 11_000],
])('an action %s', (_, time, takesPlace) => {
  const { changes } = act(raised, { kind: 'acknowledge', time, by: 'ann' });
  expect(changes).toMatchObject([{ change: 'acknowledged', time: takesPlace, acknowledgedAt: takesPlace }]);
});

test('a snooze from before what is decided lasts as long as it was to last', () => {
  const { changes } = act(raised, { kind: 'snooze', time: 8_000, until: 68_000, by: 'ann' });
  expect(changes).toMatchObject([{ change: 'snoozed', time: 10_000, until: 70_000 }]);
});

test('a snooze until the same instant again changes nothing, and until another one does', () => {
  const { state } = act(raised, { kind: 'snooze', time: 11_000, until: 70_000, by: 'ann' });
  expect(act(state, { kind: 'snooze', time: 12_000, until: 70_000, by: 'ann' })).toEqual({ state, changes: [] });
  expect(act(state, { kind: 'snooze', time: 12_000, until: 71_000, by: 'ann' }).changes).toMatchObject([
    { change: 'snoozed', until: 71_000 },
  ]);
});
