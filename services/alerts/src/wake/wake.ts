import type { World } from '@millrace/shared/runtime/world';
import { wireAlerting } from '../wire-alerting.ts';
import type { Config } from './config.ts';
import { dueKeys } from './due-keys.ts';
import { everySoOften } from './every-so-often.ts';
import { wakeRecords } from './wake-records.ts';

/** Slots that one invocation sees to. */
export type Event = { slots: string };

/** Wires the function. */
export const wake = (config: Config, world: World) => {
  const { dynamoDb, ...alerting } = wireAlerting(config, world);
  const work = wakeRecords({
    ...alerting,
    due: dueKeys({ client: dynamoDb, table: config.ALERT_STATES_TABLE }),
    now: world.now,
    underWay: config.UNDER_WAY_SECONDS * 1000,
  });
  return everySoOften({ now: world.now, pause: world.retry.pause, every: config.PASS_SECONDS * 1000 })(
    ({ slots }: Event) => work([...slots]),
  );
};
