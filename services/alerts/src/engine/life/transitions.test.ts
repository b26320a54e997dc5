import { eventNames, outcomeOf, stateNames } from './stage-for-test.ts';
import { transitions } from './transitions-for-test.ts';

test('the table has every state, and each event once in each', () => {
  expect(Object.keys(transitions)).toEqual(stateNames);
  for (const outcomes of Object.values(transitions))
    expect(Object.values(outcomes).flat().sort()).toEqual(eventNames.toSorted());
});

const rows = Object.entries(transitions).flatMap(([state, outcomes]) =>
  Object.entries(outcomes).flatMap(([outcome, events]) => events.map((event) => ({ state, event, outcome }))),
);

test.each(rows)('$state, $event: $outcome', ({ state, event, outcome }) => {
  expect(outcomeOf(state, event)).toBe(outcome);
});
