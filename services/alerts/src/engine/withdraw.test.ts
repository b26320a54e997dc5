import { anAlert } from './life/stage-for-test.ts';
import { untouched } from './rule-state.ts';
import { withdraw } from './withdraw.ts';

const on = {
  at: 5,
  number: 3,
  life: { status: 'active' as const, alert: anAlert() },
  memory: [1],
  form: 'abc',
  weighed: [[1, 1] as [number, 1]],
};

test('what is on of a rule that is withdrawn is over, and nothing but the count is remembered', () => {
  const { state, changes } = withdraw(on, 6);
  expect(state).toEqual({ at: 6, number: 4, life: { status: 'normal' } });
  expect(changes).toMatchObject([{ change: 'cleared', clearedBecause: 'rule-withdrawn', time: 6, isLoud: true }]);
});

test('an alert behind a snooze is over, too, and nobody hears of the end of one that nobody heard of', () => {
  const was = { status: 'active' as const, alert: anAlert({ isUntold: true }) };
  const { state, changes } = withdraw({ ...on, life: { status: 'snoozed', until: 99, was } }, 6);
  expect([state.life.status, changes.map(({ isLoud }) => isLoud)]).toEqual(['normal', [false]]);
});

test('a reading no later than what was decided withdraws nothing', () => {
  expect(withdraw(on, 5)).toEqual({ state: on, changes: [] });
  expect(withdraw(on, 5).state).toBe(on);
});

test('a memory goes though nothing is on', () => {
  expect(withdraw({ ...untouched, at: 5, memory: [1], form: 'abc' }, 6)).toEqual({
    state: { at: 6, number: 0, life: { status: 'normal' } },
    changes: [],
  });
  expect(withdraw({ ...untouched, at: 5, weighed: [[1, 1]] }, 6).state).toEqual({
    at: 6,
    number: 0,
    life: { status: 'normal' },
  });
  expect(withdraw({ at: 5, number: 0, life: { status: 'disabled' } }, 6).state.life).toEqual({ status: 'normal' });
});

test('where nothing is remembered, nothing changes', () => {
  const state = { at: 5, number: 2, life: { status: 'normal' as const } };
  expect(withdraw(state, 6).state).toBe(state);
});
