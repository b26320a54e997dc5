import type { AlertNotification } from '@millrace/shared/contracts/alert-notification';
import { type Group, gravityOf, maxKnown, onIn } from './group.ts';

/** A group after something, and what subscribers hear of it. */
export type Moved = { group: Group; tell: readonly AlertNotification[] };

/** Changes that a message names beside the one that it tells of. */
const maxNamed = 100;

/** The window of a group, in milliseconds: its id begins with it (`group-of.ts`). */
const windowOf = (id: string): number => Number(id.slice(0, id.indexOf('/'))) * 1000;

/**
 * The group after a change of one of its alerts. Outside a window it is told of at once and opens one; in a window only
 * what is graver than all that was told of in it. A change that the group knows already changes nothing. `now` is the wall
 * clock, for devices have clocks of their own.
 */
export const join = (group: Group, id: string, change: AlertNotification, now: number): Moved => {
  if (change.number <= (group.alerts[change.alertId]?.[0] ?? 0)) return { group, tell: [] };
  const joined = withChange(group, change);
  if (group.windowEnds !== undefined && gravityOf(change) <= group.told)
    return { group: held(joined, change), tell: [] };
  const told = { ...joined, windowEnds: group.windowEnds ?? now + windowOf(id), told: gravityOf(change) };
  return { group: told, tell: [{ ...change, group: { id, on: onIn(told), others: [], more: 0 } }] };
};

/** The window is over: what was held back is told of in one message, and another begins; or all is quiet. */
export const endWindow = (group: Group, id: string, now: number): Moved => {
  if (group.windowEnds === undefined || now < group.windowEnds) return { group, tell: [] };
  const { lead, windowEnds: _, others, more, ...rest } = group;
  const next: Group = { ...rest, alerts: withoutGone(group), others: [], more: 0, told: -1 };
  if (lead === undefined) return { group: next, tell: [] };
  return {
    group: { ...next, windowEnds: now + windowOf(id), told: gravityOf(lead) },
    tell: [{ ...lead, group: { id, on: onIn(group), others: [...others], more } }],
  };
};

/** The group with how an alert stands; where too many are known, with how many more there are: of those, one that comes again counts again. */
const withChange = (group: Group, { alertId, number, change }: AlertNotification): Group => {
  const { alerts, uncounted = 0 } = group;
  const isOver = change === 'cleared';
  const isKnown = alerts[alertId] !== undefined;
  const hasRoom = Object.keys(alerts).length < maxKnown;
  if (isKnown || (hasRoom && !(isOver && uncounted > 0)))
    return { ...group, alerts: { ...alerts, [alertId]: [number, isOver ? 'over' : 'on'] } };
  if (isOver) return { ...group, uncounted: Math.max(0, uncounted - 1) };
  return change === 'raised' ? { ...group, uncounted: uncounted + 1 } : group;
};

/** The graver one leads. */
const held = (group: Group, change: AlertNotification): Group => {
  const { lead } = group;
  if (lead === undefined) return { ...group, lead: change };
  const [first, second] = gravityOf(change) > gravityOf(lead) ? [change, lead] : [lead, change];
  return group.others.length < maxNamed
    ? { ...group, lead: first, others: [...group.others, { alertId: second.alertId, change: second.change }] }
    : { ...group, lead: first, more: group.more + 1 };
};

/** What was over is known for one window more, should its change come again. */
const withoutGone = ({ alerts }: Group): Group['alerts'] =>
  Object.fromEntries(
    Object.entries(alerts).flatMap(([id, [number, stands]]) =>
      stands === 'gone' ? [] : [[id, [number, stands === 'over' ? ('gone' as const) : stands] as const] as const],
    ),
  );
