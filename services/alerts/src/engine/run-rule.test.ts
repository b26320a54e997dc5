import type { EffectiveRule } from '@millrace/shared/alert-rules/effective-rule';
import { anEffectiveRule } from '@millrace/shared/testing/an-effective-rule';
import { compileRule } from './compile-rule.ts';
import { seen } from './conditions/condition-for-test.ts';
import { untouched } from './rule-state.ts';
import { type Place, type Run, ruleDue, runReading, runTime } from './run-rule.ts';

type Event = Parameters<typeof seen>[0] | { until: number };

/** A rule taken through readings and the passing of time (s); its changes as `<second>: <change>`. */
const run = (given: Partial<EffectiveRule>, events: readonly Event[], place: Partial<Place> = {}) => {
  const compiled = compileRule(anEffectiveRule({ ...threshold, ...given }));
  const here: Place = {
    device: { deviceId: 'monitor-01', tenant: 'ward-a', deviceType: 'bedside-monitor', site: 'ward-3', labels: {} },
    isOn: () => false,
    ...place,
  };
  let now: Run = { state: untouched, changes: [] };
  for (const event of events)
    now =
      'until' in event && typeof event.until === 'number'
        ? runTime(compiled, here, now, event.until * 1000)
        : runReading(compiled, here, now, seen(event as Parameters<typeof seen>[0]));
  return {
    told: now.changes.map(({ time, change }) => `${time / 1000}: ${change}`),
    changes: now.changes,
    state: now.state,
    due: ruleDue(compiled, here, now.state),
  };
};

const hr = (...values: [at: number, hr: number][]) => values.map(([at, hr]) => ({ at, hr }));

const threshold = { when: { threshold: { measure: 'hr', above: 120, clear: 110 } } };

test('a duration ends at its own instant, whoever finds out', () => {
  const rule = { for: 10, clearFor: 5 };
  const found = ['10: raised', '25: cleared'];
  expect(run(rule, [...hr([0, 130], [20, 90]), { until: 99 }]).told).toEqual(found);
  expect(run(rule, hr([0, 130], [15, 130], [20, 90], [99, 90])).told).toEqual(found);
  expect(run(rule, [{ at: 0, hr: 130 }, { until: 10 }, { at: 20, hr: 90 }, { until: 24.999 }]).told).toEqual([
    '10: raised',
  ]);
});

test('what is observed at an instant counts before what is due at it', () => {
  expect(run({ for: 10 }, hr([0, 130], [10, 90])).told).toEqual([]);
  expect(run({ clearFor: 10 }, [...hr([0, 130], [5, 90], [15, 130]), { until: 99 }]).told).toEqual(['0: raised']);
});

test('what is due at the instant of a reading is found with it', () => {
  expect(run({ for: 10 }, hr([0, 130], [10, 140])).told).toEqual(['10: raised']);
});

test('between the limits neither duration goes on', () => {
  expect(run({ for: 10 }, hr([0, 130], [5, 115], [6, 130], [15, 130])).told).toEqual([]);
  expect(run({ clearFor: 10 }, [...hr([0, 130], [5, 90], [10, 115], [14, 90]), { until: 23.999 }]).told).toEqual([
    '0: raised',
  ]);
});

test('a reading no later than what was decided is ignored', () => {
  const { told, state } = run({}, hr([5, 130], [5, 90], [4, 90]));
  expect([told, state.at]).toEqual([['5: raised'], 5000]);
  expect(run({ for: 10 }, hr([0, 130], [12, 130], [9, 90], [10, 90])).told).toEqual(['10: raised']);
});

test('a condition that knows what it saw is shown other readings of the same instant, but none before it', () => {
  const when = { all: [{ threshold: { measure: 'hr', above: 120 } }, { threshold: { measure: 'temp', above: 38 } }] };
  expect(
    run({ when }, [
      { at: 5, hr: 130 },
      { at: 5, temp: 39 },
    ]).told,
  ).toEqual(['5: raised']);
  expect(
    run({ when }, [
      { at: 5, hr: 130 },
      { at: 4, temp: 39 },
    ]).told,
  ).toEqual([]);
});

test('a reading that changes nothing leaves the very same state', () => {
  const compiled = compileRule(anEffectiveRule());
  const place: Place = {
    device: { deviceId: 'd', tenant: 't', deviceType: 'y', site: 's', labels: {} },
    isOn: () => false,
  };
  const from: Run = { state: untouched, changes: [] };
  expect(runReading(compiled, place, from, seen({ at: 5, 'heart-rate': 72 }))).toBe(from);
});

test('an alert has its instant to itself: one that is raised and ended at it is followed by one a millisecond later', () => {
  const when = {
    score: {
      measures: {
        a: [{ to: 1, points: 0 }, { points: 3 }],
        b: [{ to: 1, points: 0 }, { points: 3 }],
        c: [{ to: 1, points: 0 }, { points: 3 }],
      },
      from: 3,
    },
  };
  const before = { at: 1, b: 0 };
  const within = [
    { at: 5, a: 9 },
    { at: 6, a: 0 },
  ];
  expect(run({ when }, within).told).toEqual(['5: raised', '6: cleared']);
  const one = [before, { at: 4, b: 9 }, { at: 5, a: 9 }, { at: 5, b: 0 }, { at: 6, a: 0 }];
  expect(run({ when }, one).told).toEqual(['4: raised', '6: cleared']);
  // At 5 a goes up, b comes down from where 4 had it pending, c goes up: raised, cleared, and on again.
  const of = (...readings: Record<string, number>[]) => readings.map((each) => ({ at: 5, ...each }));
  const steps = { ...when.score, from: 5, clear: 4 };
  const flap = [{ at: 4, b: 9 }, ...of({ a: 9 }, { b: 0 }, { c: 9 })];
  const { told, state } = run({ when: { score: steps } }, flap);
  expect(told).toEqual(['5: raised', '5: cleared']);
  expect(state.life).toMatchObject({ status: 'pending', since: 5001 });
  expect(run({ when: { score: steps } }, [...flap, { until: 5.001 }]).told).toEqual([...told, '5.001: raised']);
  const back = run({ when: { score: steps } }, [...flap, { at: 5, d: 1 }, { until: 5 }]);
  expect([back.told, back.due]).toEqual([told, 5001]);
});

test('what is due and changes nothing is an error, for else it would be due for ever', () => {
  const compiled = compileRule(anEffectiveRule());
  const stuck = {
    ...compiled,
    condition: { ...compiled.condition, dueAt: () => 5000, pass: () => ({ memory: undefined }) },
  };
  const place: Place = {
    device: { deviceId: 'd', tenant: 't', deviceType: 'y', site: 's', labels: {} },
    isOn: () => false,
  };
  expect(() => runTime(stuck, place, { state: untouched, changes: [] }, 6000)).toThrow(
    'Rule tachycardia does not get past 5000',
  );
});
