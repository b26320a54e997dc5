import type { AlertNotification } from '@millrace/shared/contracts/alert-notification';
import type { News } from '../../src/engine/device-state.ts';

/** One alert, from beginning to end. Times are of the device but for `foundAt`; all in epoch milliseconds. */
export type Episode = Pick<
  AlertNotification,
  | 'alertId'
  | 'rule'
  | 'deviceId'
  | 'tenant'
  | 'deviceType'
  | 'site'
  | 'severity'
  | 'severities'
  | 'measure'
  | 'value'
  | 'unit'
> & {
  raisedAt: number;
  /** When the stage would have known of it, by the wall clock. */
  foundAt: number;
  /** Found in the warm-up, and on when the range began. */
  isOnBefore: boolean;
  /** When its condition cleared, of one that is over or latched. */
  endedAt?: number;
  /** Nobody acknowledged it: over as far as its condition goes. */
  isLatched?: true;
  /** How often its condition held again while it was latched. */
  relapses: number;
  /** Changes in the range that subscribers would have heard of. */
  told: number;
};

/** Gathers alerts out of what happens; those that were over before `from` (wall clock) are forgotten. */
export const gatherEpisodes = (from: number) => {
  const open = new Map<string, Episode>();
  const kept: Episode[] = [];

  const change = (before: Episode | undefined, notification: AlertNotification, at: number): Episode | undefined => {
    if (notification.change === 'raised') return begun(notification, at, at < from);
    if (before === undefined) return undefined;
    const { severity, severities } = notification;
    const episode = { ...before, severity, severities };
    if (notification.change === 'returned') return { ...episode, endedAt: notification.time, isLatched: true };
    if (notification.change === 'cleared') return { ...without(episode), endedAt: before.endedAt ?? notification.time };
    if (notification.change !== 'relapsed') return episode;
    const { endedAt: _, ...again } = without(episode);
    return { ...again, relapses: again.relapses + 1 };
  };

  return {
    hear({ notification, isLoud }: News, at: number): void {
      const { alertId } = notification;
      const changed = change(open.get(alertId), notification, at);
      if (changed === undefined) return;
      const episode = isLoud && at >= from ? { ...changed, told: changed.told + 1 } : changed;
      if (notification.change !== 'cleared') open.set(alertId, episode);
      else {
        open.delete(alertId);
        if (at >= from) kept.push(episode);
      }
    },
    /** All of them, by the time of their raise. */
    all: (): Episode[] =>
      [...kept, ...open.values()].sort((a, b) => a.raisedAt - b.raisedAt || (a.alertId < b.alertId ? -1 : 1)),
  };
};

const begun = (notification: AlertNotification, foundAt: number, isOnBefore: boolean): Episode => {
  const { alertId, rule, deviceId, tenant, deviceType, site, severity, severities, time } = notification;
  const { measure, value, unit } = notification;
  return {
    ...{ alertId, rule, deviceId, tenant, deviceType, site, severity, severities },
    ...(measure === undefined ? {} : { measure }),
    ...(value === undefined ? {} : { value }),
    ...(unit === undefined ? {} : { unit }),
    raisedAt: notification.raisedAt ?? time,
    ...{ foundAt, isOnBefore, relapses: 0, told: 0 },
  };
};

const without = ({ isLatched: _, ...episode }: Episode): Episode => episode;
