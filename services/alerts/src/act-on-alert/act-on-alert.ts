import { httpRoute } from '@millrace/shared/runtime/http';
import type { World } from '@millrace/shared/runtime/world';
import { actOnDevice } from '../acting/act-on-device.ts';
import { findAlert } from '../api/find-alert.ts';
import { lastChange } from '../history/read-changes.ts';
import { wireAlerting } from '../wire-alerting.ts';
import { answerAction } from './answer-action.ts';
import type { Config } from './config.ts';

/** Wires the function. */
export const actOnAlert = (config: Config, world: World) => {
  const { dynamoDb, devices, currentRules } = wireAlerting(config, world);
  return httpRoute(
    answerAction({
      act: actOnDevice({ ...devices, currentRules }),
      find: findAlert({ lastChange: lastChange({ client: dynamoDb, table: config.ALERT_HISTORY_TABLE }) }),
      now: world.now,
    }),
  );
};
