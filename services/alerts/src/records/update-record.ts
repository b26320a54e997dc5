import type { Kept } from './kept.ts';

export type StoringPorts<State> = {
  /** Answers a record for each id, in the order asked for. */
  load: (ids: readonly string[]) => Promise<Kept<State>[]>;
  /** Answers the record as stored, or undefined where the stored one is of another version. */
  save: (record: Kept<State>) => Promise<Kept<State> | undefined>;
};

/** Each one means that somebody else's write went through. */
const maxConflicts = 5;

/**
 * Applies a change to a record and stores it; where another environment was faster, the change is applied again to what
 * that one stored. A change that returns the record itself is not written. Throws when it was overtaken every time.
 */
export const updateRecord =
  <State>({ load, save }: StoringPorts<State>) =>
  async (record: Kept<State>, change: (record: Kept<State>) => Kept<State>): Promise<Kept<State>> => {
    let current = record;
    for (let conflicts = 0; conflicts < maxConflicts; conflicts++) {
      const changed = change(current);
      if (changed === current) return current;
      const saved = await save(changed);
      if (saved) return saved;
      [current = record] = await load([record.id]);
    }
    throw new Error(`The record of ${record.id} was overtaken ${maxConflicts} times`);
  };
