import { type HttpRequest, type HttpResponse, Problem } from '@millrace/shared/runtime/http';
import type { actOnDevice } from '../acting/act-on-device.ts';
import { type Intent, intents } from '../acting/intent.ts';
import { onceOf } from '../acting/once.ts';
import { refuse } from '../acting/refuse.ts';
import { actorOf } from '../api/actor-of.ts';
import type { Alert } from '../api/alert.ts';
import { readAlertId } from '../api/alert-id.ts';
import { type findAlert, unknownAlert } from '../api/find-alert.ts';

type Ports = {
  act: ReturnType<typeof actOnDevice>;
  find: ReturnType<typeof findAlert>;
  now: () => number;
};

export const alertActions = ['acknowledge', 'snooze', 'unsnooze', 'reset', 'assign', 'comment'] as const;

/** POST /v1/alerts/{alertId}/<action>: answers the alert as it is then. What is as it should be already is no error. */
export const answerAction =
  ({ act, find, now }: Ports) =>
  async ({ route, path, headers, body, claims, signal }: HttpRequest): Promise<HttpResponse> => {
    const { tenant, by } = actorOf({ claims });
    const action = alertActions.find((name) => route.endsWith(`/${name}`));
    if (!action) throw new Error(`${route} is no action`);
    const asked = now();
    const intent = intents[action](body, headers, asked);
    const id = readAlertId(path.alertId);
    if (!id) throw unknownAlert();
    const once = onceOf(headers, [tenant, by, id.text], [action, body.toString()]);
    const { outcome, record } = await act(
      id.deviceId,
      { tenant, by, rule: id.rule, raisedAt: id.raisedAt, intent, now: asked, ...(once ? { once } : {}) },
      signal,
    );
    if (outcome !== 'done' && outcome !== 'over' && outcome !== 'unknown-device') throw refuse(outcome);
    const alert = await find(record, id, tenant);
    if (!alert) throw unknownAlert();
    if (outcome === 'done' || isAsWanted(intent, alert)) return { status: 200, body: alert };
    throw new Problem(409, 'alert-over', 'The alert is over.', { alert });
  };

/** Whether an alert that is over is what the action would have made of it, or has. */
const isAsWanted = ({ kind }: Intent, { acknowledgedAt }: Alert): boolean =>
  kind === 'reset' || (kind === 'acknowledge' && acknowledgedAt !== undefined);
