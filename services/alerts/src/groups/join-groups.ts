import type { Unsent } from '../outbox/unsent.ts';
import { type SettlingPorts, settleRecords } from '../records/settle-records.ts';
import { decideOnGroup } from './decide-on-group.ts';
import type { Group } from './group.ts';
import { join } from './run-group.ts';

/** Hands changes to their groups, and sends what these have to tell at once. Answers the changes of groups that could not. */
export const joinGroups = ({ now, ...ports }: SettlingPorts<Group> & { now: () => number }) => {
  const settle = settleRecords(
    ports,
    decideOnGroup<Unsent>(now, (group, id, { notification }) => join(group, id, notification, now())),
  );
  return async (changes: readonly Unsent[]): Promise<readonly Unsent[]> => {
    const groupOf = ({ group = '' }: Unsent): string => group;
    const unsettled = await settle(Map.groupBy(changes, groupOf));
    return changes.filter((change) => unsettled.has(groupOf(change)));
  };
};
