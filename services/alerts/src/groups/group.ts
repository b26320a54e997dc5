import type { AlertNotification } from '@millrace/shared/contracts/alert-notification';
import { alertSeverities } from '@millrace/shared/contracts/alert-notification';
import type { Kind } from '../records/stored-as.ts';

/** Alerts that are told of together. */
export type Group = {
  /** By alert id: the number of its last change, and how it stands. */
  alerts: Readonly<Record<string, readonly [number: number, stands: 'on' | 'over' | 'gone']>>;
  /** How many more are on that there is no room to know one by one. */
  uncounted?: number;
  /** Until when changes are held back (wall clock); outside a window the next is told of at once. */
  windowEnds?: number;
  /** The gravest of the changes held back. */
  lead?: AlertNotification;
  /** The other ones, and how many there are beyond these. */
  others: readonly { alertId: string; change: AlertNotification['change'] }[];
  more: number;
  /** The highest severity told of in this window, as a place in the list of severities. */
  told: number;
};

export const groups: Kind<Group> = {
  kind: 'group',
  empty: () => ({ alerts: {}, others: [], more: 0, told: -1 }),
  write: JSON.stringify,
  read: (text) => JSON.parse(text),
};

/** Alerts that a group knows one by one: an item has 400 KB, and a flood is what groups are for. */
export const maxKnown = 2_000;

export const onIn = ({ alerts, uncounted = 0 }: Group): number =>
  Object.values(alerts).filter(([, stands]) => stands === 'on').length + uncounted;

export const gravityOf = ({ severity }: AlertNotification): number => alertSeverities.indexOf(severity);
