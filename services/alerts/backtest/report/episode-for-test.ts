import type { Episode } from '../replay/episodes.ts';

/** An alert that is on since the epoch; name only what the test is about. */
export const anEpisode = (given: Partial<Episode> = {}): Episode => ({
  alertId: `${given.rule ?? 'high'}~${given.deviceId ?? 'monitor-01'}~${given.raisedAt ?? 0}`,
  rule: 'high',
  deviceId: 'monitor-01',
  tenant: 'ward-a',
  deviceType: 'bedside-monitor',
  site: 'ward-3',
  severity: 'warning',
  severities: ['warning'],
  raisedAt: 0,
  foundAt: 0,
  isOnBefore: false,
  relapses: 0,
  told: 1,
  ...given,
});
