import { count } from '@millrace/shared/runtime/observability';
import { type Send, type Sent, withoutSent } from '../outbox/send-outbox.ts';
import { inWaves } from './in-waves.ts';
import type { Kept } from './kept.ts';
import { type StoringPorts, updateRecord } from './update-record.ts';

export type SettlingPorts<State> = StoringPorts<State> & { send: Send };

/** A record after the first `done` of the inputs; the record itself where they changed nothing. */
export type Decision<State> = { record: Kept<State>; done: number };
export type Decide<State, Input> = (record: Kept<State>, inputs: readonly Input[]) => Decision<State>;

/** Inputs of one record that are still to be decided on, and what is stored of it. */
type Turn<State, Input> = { record: Kept<State>; left: readonly Input[] };

/**
 * Decides, stores and sends in turn until no input is left: one round, but for a record whose outbox fills up on the way.
 * Returns the ids of those whose changes could not all be sent.
 *
 * A decision is stored together with the changes it has to tell of, these are sent, and only then are they struck out, so a
 * crash anywhere repeats a change at worst. Every outbox is sent, whether or not the inputs at hand change anything: they
 * may have come again because sending it failed.
 */
export const settleRecords = <State, Input>(ports: SettlingPorts<State>, decide: Decide<State, Input>) => {
  const update = updateRecord(ports);
  const decideAndStore = async ({ record, left }: Turn<State, Input>): Promise<Turn<State, Input>> => {
    let done = 0;
    const stored = await update(record, (current) => {
      const decision = decide(current, left);
      done = decision.done;
      return decision.record;
    });
    return { record: stored, left: left.slice(done) };
  };
  const sendAndStrikeOut = async (turns: readonly Turn<State, Input>[]): Promise<Turn<State, Input>[]> => {
    const sent: Sent = { topic: new Set(), group: new Set(), bus: new Set(), history: new Set() };
    let told: Turn<State, Input>[] = [];
    try {
      await ports.send(
        turns.flatMap(({ record }) => record.outbox),
        sent,
      );
    } finally {
      count('AlertNotificationsSent', sent.topic.size);
      // What was sent before a call threw is struck out all the same, or subscribers would hear it at every retry.
      told = await inWaves(turns, async ({ record, left }) => ({
        record: await update(record, withoutSent(sent)),
        left,
      }));
    }
    return told;
  };
  return async (inputs: ReadonlyMap<string, readonly Input[]>): Promise<Set<string>> => {
    const records = await ports.load([...inputs.keys()]);
    let turns: Turn<State, Input>[] = records.map((record) => ({ record, left: inputs.get(record.id) ?? [] }));
    const unsettled = new Set<string>();
    while (turns.length > 0) {
      const told = await sendAndStrikeOut(await inWaves(turns, decideAndStore));
      for (const { record } of told) if (record.outbox.length > 0) unsettled.add(record.id);
      turns = told.filter(({ record, left }) => record.outbox.length === 0 && left.length > 0);
    }
    return unsettled;
  };
};
