import type { Episode } from '../replay/episodes.ts';

/** The alerts of two rule sets over the same readings, held against each other. */
export type Difference = {
  onlyProposed: Episode[];
  onlyInForce: Episode[];
  /** The same alert with other times or severities. */
  changed: { proposed: Episode; inForce: Episode }[];
  /** How many are the same in both. */
  alike: number;
};

/**
 * Pairs the alerts of one rule on one device: first those that are raised at the same instant, then those that are on at
 * the same time, earliest first.
 */
export const compareAlerts = (proposed: readonly Episode[], inForce: readonly Episode[]): Difference => {
  const difference: Difference = { onlyProposed: [], onlyInForce: [], changed: [], alike: 0 };
  const others = Map.groupBy(inForce, signal);
  for (const [key, ours] of Map.groupBy(proposed, signal)) {
    const theirs = new Set(others.get(key) ?? []);
    others.delete(key);
    const left = ours.filter((one) => !pair(difference, one, theirs, (other) => other.raisedAt === one.raisedAt));
    for (const one of left)
      if (!pair(difference, one, theirs, (other) => overlap(one, other))) difference.onlyProposed.push(one);
    difference.onlyInForce.push(...theirs);
  }
  difference.onlyInForce.push(...[...others.values()].flat());
  for (const list of [difference.onlyProposed, difference.onlyInForce]) list.sort(byRaise);
  difference.changed.sort((a, b) => byRaise(a.proposed, b.proposed));
  return difference;
};

export const isDifferent = ({ onlyProposed, onlyInForce, changed }: Difference): boolean =>
  onlyProposed.length + onlyInForce.length + changed.length > 0;

const pair = (
  difference: Difference,
  proposed: Episode,
  theirs: Set<Episode>,
  isPartner: (other: Episode) => boolean,
): boolean => {
  const inForce = [...theirs].find(isPartner);
  if (inForce === undefined) return false;
  theirs.delete(inForce);
  if (isAlike(proposed, inForce)) difference.alike += 1;
  else difference.changed.push({ proposed, inForce });
  return true;
};

const isAlike = (a: Episode, b: Episode): boolean =>
  a.raisedAt === b.raisedAt &&
  a.endedAt === b.endedAt &&
  a.isLatched === b.isLatched &&
  a.severities.join() === b.severities.join();

const overlap = (a: Episode, b: Episode): boolean =>
  a.raisedAt <= (b.endedAt ?? Number.POSITIVE_INFINITY) && b.raisedAt <= (a.endedAt ?? Number.POSITIVE_INFINITY);

/** Neither device ids nor rule ids have a `~`. */
const signal = ({ rule, deviceId }: Episode): string => `${rule}~${deviceId}`;

const byRaise = (a: Episode, b: Episode): number => a.raisedAt - b.raisedAt || (a.alertId < b.alertId ? -1 : 1);
