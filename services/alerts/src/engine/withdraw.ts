import type { Change } from './life/change.ts';
import { clear } from './life/end.ts';
import { alertIn, normal } from './life/life.ts';
import type { RuleState } from './rule-state.ts';

/** A rule that is gone or disabled, or no longer selects the device: whatever was on is over, and nothing is remembered. */
export const withdraw = (state: RuleState, time: number): { state: RuleState; changes: readonly Change[] } => {
  const isBlank = state.life.status === 'normal' && state.memory === undefined && state.weighed === undefined;
  if (time <= state.at || isBlank) return { state, changes: [] };
  const alert = alertIn(state.life);
  const changes = alert === undefined ? [] : clear(alert, time, 'rule-withdrawn').changes;
  return { state: { at: time, number: state.number + changes.length, life: normal }, changes };
};
