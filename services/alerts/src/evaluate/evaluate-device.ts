import type { AlertRule } from '@millrace/shared/contracts/alert-rule';
import type { EnrichedReading } from '@millrace/shared/contracts/enriched-reading';
import { channels, type DeviceRecord, outboxBytes, type Unsent } from './device-record.ts';
import { type RuleState, type Transition, untouched } from './rule-state.ts';
import { type SelectedRules, selectRules } from './select-rules.ts';
import { transition, withdraw } from './transition.ts';

/** The record after the first `evaluated` readings. It is the record itself when they changed nothing. */
export type Evaluation = { record: DeviceRecord; evaluated: number };

/**
 * Evaluates readings of one device in stream order, for as long as the outbox has room. It may stop within a reading: the
 * rules that the reading has changed ignore it when it is evaluated again.
 */
export const evaluateDevice = (rules: readonly AlertRule[], room = outboxBytes) => {
  const select = selectRules(rules);
  const inFile = new Set(rules.map(({ id }) => id));
  return (record: DeviceRecord, readings: readonly EnrichedReading[]): Evaluation => {
    const states = new Map(record.states);
    const outbox = [...record.outbox];
    let used = sizeOf(outbox);
    let changed = false;
    const stoppedAt = readings.findIndex((reading) => {
      for (const [ruleId, before, after] of transitions(select(reading), states, reading)) {
        if (after.state === before) continue;
        if (used >= room) return true;
        changed = true;
        states.set(ruleId, after.state);
        const unsent = after.changes.map((notification) => ({ notification, to: channels }));
        outbox.push(...unsent);
        used += sizeOf(unsent);
      }
      return false;
    });
    return {
      record: changed ? { ...record, states: withoutGone(states, inFile), outbox } : record,
      evaluated: stoppedAt === -1 ? readings.length : stoppedAt,
    };
  };
};

/** What a reading does to each rule that selects its device, and to each that no longer does. */
const transitions = function* (
  selected: SelectedRules,
  states: ReadonlyMap<string, RuleState>,
  reading: EnrichedReading,
): Generator<[ruleId: string, before: RuleState, after: Transition]> {
  for (const [ruleId, state] of states)
    if (!selected.has(ruleId)) yield [ruleId, state, withdraw(ruleId, state, reading)];
  for (const [ruleId, rule] of selected) {
    const state = states.get(ruleId) ?? untouched;
    yield [ruleId, state, transition(rule, state, reading)];
  }
};

/** A rule that left the file cannot raise again, so there is nothing more to remember of it. */
const withoutGone = (states: Map<string, RuleState>, inFile: Set<string>): Map<string, RuleState> => {
  for (const [ruleId, { status }] of states) if (status === 'normal' && !inFile.has(ruleId)) states.delete(ruleId);
  return states;
};

const sizeOf = (outbox: readonly Unsent[]): number =>
  outbox.length === 0 ? 0 : Buffer.byteLength(JSON.stringify(outbox));
