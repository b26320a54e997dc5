import { readDevice } from '@millrace/shared/registry/read-device';
import { httpRoute } from '@millrace/shared/runtime/http';
import type { World } from '@millrace/shared/runtime/world';
import { actOnDevice } from '../acting/act-on-device.ts';
import { describeDevice } from '../devices/describe-device.ts';
import { wireAlerting } from '../wire-alerting.ts';
import { answerRuleAction } from './answer-rule-action.ts';
import type { Config } from './config.ts';

/** Wires the function. */
export const actOnRule = (config: Config, world: World) => {
  const { now } = world;
  const { s3, devices, currentRules } = wireAlerting(config, world);
  const registry = { client: s3, bucket: config.REGISTRY_BUCKET, now };
  return httpRoute(
    answerRuleAction({
      act: actOnDevice({ ...devices, currentRules }),
      describe: describeDevice({ readDevice: readDevice(registry), now }),
      currentRules,
      now,
    }),
  );
};
