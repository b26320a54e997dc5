import type { AlertNotification } from '@millrace/shared/contracts/alert-notification';
import { alertSeverities } from '@millrace/shared/contracts/alert-notification';
import type { Kind } from '../records/stored-as.ts';

/** Alerts that are told of together. */
export type Group = {
  /** By alert id: the number of its last change, and how it stands. */
  alerts: Readonly<Record<string, readonly [number: number, stands: 'on' | 'over' | 'gone']>>;
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

export const onIn = ({ alerts }: Group): number => Object.values(alerts).filter(([, stands]) => stands === 'on').length;

export const gravityOf = ({ severity }: AlertNotification): number => alertSeverities.indexOf(severity);
