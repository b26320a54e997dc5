import { type HttpRequest, type HttpResponse, Problem } from '@millrace/shared/runtime/http';
import type { actOnDevice } from '../acting/act-on-device.ts';
import { intents } from '../acting/intent.ts';
import { onceOf } from '../acting/once.ts';
import { refuse } from '../acting/refuse.ts';
import { actorOf } from '../api/actor-of.ts';
import { deviceIdIn, unknownDevice } from '../api/device-id-in.ts';
import { ruleOnDevice } from '../api/rule-on-device.ts';
import type { describeDevice } from '../devices/describe-device.ts';
import type { RulesInForce } from '../rules/current-rules.ts';

type Ports = {
  act: ReturnType<typeof actOnDevice>;
  describe: ReturnType<typeof describeDevice>;
  currentRules: () => Promise<RulesInForce>;
  now: () => number;
};

export const ruleActions = ['disable', 'enable', 'snooze', 'reset'] as const;

/**
 * POST /v1/devices/{deviceId}/rules/{rule}/<action>, with or without an alert: answers where the rule stands then. A device
 * that no rule has ever moved on is taken as the registry describes it.
 */
export const answerRuleAction =
  ({ act, describe, currentRules, now }: Ports) =>
  async (request: HttpRequest): Promise<HttpResponse> => {
    const { route, path, headers, body, signal } = request;
    const { tenant, by } = actorOf(request);
    const action = ruleActions.find((name) => route.endsWith(`/${name}`));
    if (!action) throw new Error(`${route} is no action`);
    const asked = now();
    const intent = intents[action](body, headers, asked);
    const deviceId = deviceIdIn(request);
    const { rule: ruleId = '' } = path;
    const about = await describe(deviceId);
    const once = onceOf(headers, [tenant, by, ruleId], [action, body.toString()]);
    const { outcome, record } = await act(
      deviceId,
      { tenant, by, rule: ruleId, intent, now: asked, ...(about ? { about } : {}), ...(once ? { once } : {}) },
      signal,
    );
    if (outcome === 'over' || outcome === 'unknown-device') throw unknownDevice();
    if (outcome === 'unknown-rule') throw unknownRule();
    if (outcome !== 'done') throw refuse(outcome);
    const { rules } = await currentRules();
    const known = record.state.about ?? about;
    const rule = known && rules.select({ deviceId, ...known }).get(ruleId);
    if (!rule) throw unknownRule();
    return { status: 200, body: ruleOnDevice(rule, record.state, tenant) };
  };

const unknownRule = (): Problem => new Problem(404, 'rule-unknown', 'No rule of that id holds for the device.');
