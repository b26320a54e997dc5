import type { AlertNotification } from '@millrace/shared/contracts/alert-notification';
import { devices } from '../../../services/alerts/src/devices/device-record.ts';
import type { DeviceState } from '../../../services/alerts/src/engine/device-state.ts';
import { type Group, groups } from '../../../services/alerts/src/groups/group.ts';
import { fromItem as changeIn } from '../../../services/alerts/src/history/change-item.ts';
import type { Kept } from '../../../services/alerts/src/records/kept.ts';
import { fromItem, idIn } from '../../../services/alerts/src/records/stored-as.ts';
import type { Aws } from '../aws.ts';
import type { Heard } from './listeners.ts';
import { readItems } from './read-items.ts';

/** A record, and the time at which the index of timers has it. */
type Stored<State> = { kept: Kept<State>; wakeAt: number | undefined };

/** What became of the alerts: what is stored, and what those heard who listen. */
export type AlertsOutcome = Heard & {
  devices: Stored<DeviceState>[];
  groups: Stored<Group>[];
  history: AlertNotification[];
};

export const readAlerts = async (
  aws: Aws,
  heard: Heard,
  { ALERT_STATES_TABLE = '', ALERT_HISTORY_TABLE = '' }: Record<string, string>,
): Promise<AlertsOutcome> => {
  const states = await readItems(aws, ALERT_STATES_TABLE);
  const ofKind = <State>(kind: Parameters<typeof fromItem<State>>[0]): Stored<State>[] =>
    states
      .filter(({ id }) => idIn(kind, id?.S ?? '') !== undefined)
      .map((item) => ({
        kept: fromItem(kind, item),
        wakeAt: item.slot && item.wakeAt?.N ? Number(item.wakeAt.N) : undefined,
      }));
  return {
    ...heard,
    devices: ofKind(devices),
    groups: ofKind(groups),
    history: (await readItems(aws, ALERT_HISTORY_TABLE)).map(changeIn),
  };
};
