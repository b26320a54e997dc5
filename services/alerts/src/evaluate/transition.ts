import { type AlertRule, clearRange, quietRange } from '@millrace/shared/contracts/alert-rule';
import type { EnrichedReading } from '@millrace/shared/contracts/enriched-reading';
import type { MeasureValue } from '@millrace/shared/contracts/reading';
import { alertOf, raised, recovered, withdrawn } from './alert-changes.ts';
import type { Alert, RuleState, Transition } from './rule-state.ts';

/**
 * The state machine of one rule on one device: normal → pending → active → clearing → normal. It has no clock: time is the
 * device's own, and only a reading ends a duration, so a device that falls silent stays where it is.
 *
 * A reading that is not newer than the one behind the present state is ignored. That is what makes duplicates harmless: of
 * a device's readings in order, all newer ones left the state as it is, and do so again. A late reading newer than the
 * state counts when it arrives. None reopens what was decided; alerts are not recomputed in this version.
 *
 * A time far ahead would make a state deaf until then. None gets here: what the hot store would refuse, over 15 minutes
 * ahead, is set aside before.
 */
export const transition = (rule: AlertRule, state: RuleState, reading: EnrichedReading): Transition => {
  const { time } = reading;
  const verdict = judge(rule, reading.measures[rule.measure]?.value);
  if (verdict === 'no word' || time <= state.at) return to(state);
  const lasted = (seconds: number): boolean => time - state.at >= seconds * 1000;
  switch (state.status) {
    case 'normal':
      if (verdict !== 'breach') return to(state);
      return rule.for === 0 ? raise(rule, reading) : to({ status: 'pending', at: time });
    case 'pending':
      if (verdict !== 'breach') return to({ status: 'normal', at: time });
      return lasted(rule.for) ? raise(rule, reading) : to(state);
    case 'active':
      if (verdict !== 'clear') return to(state);
      return rule.clear.for === 0
        ? clear(rule, state.alert, reading)
        : to({ status: 'clearing', at: time, alert: state.alert });
    case 'clearing':
      if (verdict !== 'clear') return to({ status: 'active', at: time, alert: state.alert });
      return lasted(rule.clear.for) ? clear(rule, state.alert, reading) : to(state);
  }
};

/** The same machine once the rule is gone or disabled, or no longer selects the device: whatever was on is over. */
export const withdraw = (ruleId: string, state: RuleState, reading: EnrichedReading): Transition => {
  if (state.status === 'normal' || reading.time <= state.at) return to(state);
  return {
    state: { status: 'normal', at: reading.time },
    changes: 'alert' in state ? [withdrawn(ruleId, state.alert, reading)] : [],
  };
};

/** `between` lies inside the hysteresis. A missing measure, or a text where the rule has limits, says nothing. */
const judge = (rule: AlertRule, value: MeasureValue | undefined): 'breach' | 'between' | 'clear' | 'no word' => {
  if (value === undefined) return 'no word';
  const { equal } = rule.condition;
  if (equal !== undefined) return value === equal ? 'breach' : 'clear';
  if (typeof value !== 'number') return 'no word';
  if (!within(quietRange(rule), value)) return 'breach';
  return within(clearRange(rule), value) ? 'clear' : 'between';
};

const within = ([from, to]: readonly [number, number], value: number): boolean => from <= value && value <= to;

const raise = (rule: AlertRule, reading: EnrichedReading): Transition => {
  const alert = alertOf(rule, reading);
  return {
    state: { status: 'active', at: reading.time, alert },
    changes: [raised(rule.id, alert, reading)],
  };
};

const clear = (rule: AlertRule, alert: Alert, reading: EnrichedReading): Transition => ({
  state: { status: 'normal', at: reading.time },
  changes: [recovered(rule.id, alert, reading)],
});

const to = (state: RuleState): Transition => ({ state, changes: [] });
