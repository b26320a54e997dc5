import { answer, listOf, pageOf, problemsOf } from '@millrace/shared/rest/describe-answers';
import { describePaging, describeParameters } from '@millrace/shared/rest/describe-parameters';
import * as Type from 'typebox';
import { alertActions } from '../act-on-alert/answer-action.ts';
import { ruleActions } from '../act-on-rule/answer-rule-action.ts';
import { type ActionName, bodies } from '../acting/intent.ts';
import { Alert, AlertChange } from '../api/alert.ts';
import { RuleOnDevice } from '../api/rule-on-device.ts';
import { maxChanges } from '../get-alert/answer-alert.ts';
import { alertParameters } from '../list-alerts/alert-filter.ts';
import { maxLimit } from '../list-alerts/answer-alerts.ts';

/** The API as OpenAPI 3.1, from the very parameters, bodies and items that the routes read and answer. */
export const describeApi = () => ({
  openapi: '3.1.0',
  info: {
    title: 'Millrace alerts API',
    version: '1',
    description:
      'Alerts of the tenant that the token names, and rules on its devices, as they are this moment. Times are those of the ' +
      'devices’ own clocks. To act takes the scope alerts:act, which a device’s token cannot have.',
  },
  security: [{ token: [] }],
  paths: {
    '/v1/alerts': {
      get: {
        operationId: 'listAlerts',
        summary: 'Alerts, open or closed.',
        parameters: [...describeParameters(alertParameters), ...describePaging(maxLimit, 'however long that is ago')],
        responses: { 200: answer('A page of alerts.', pageOf(Alert)), ...problems(400, 403, 503) },
      },
    },
    '/v1/alerts/{alertId}': {
      get: {
        operationId: 'getAlert',
        summary: 'One alert, for 400 days after its end.',
        parameters: [alertId],
        responses: { 200: answer('The alert.', Alert), ...problems(400, 403, 404, 503) },
      },
    },
    '/v1/alerts/{alertId}/history': {
      get: {
        operationId: 'getAlertHistory',
        summary: 'The changes of an alert in their order. The latest ones arrive within seconds.',
        parameters: [alertId, ...describePaging(maxChanges, 'however long that is ago')],
        responses: { 200: answer('A page of changes.', pageOf(AlertChange)), ...problems(400, 403, 404, 503) },
      },
    },
    ...Object.fromEntries(
      alertActions.map((action) => [
        `/v1/alerts/{alertId}/${action}`,
        {
          post: {
            operationId: `${action}Alert`,
            summary: alertSummaries[action],
            parameters: [alertId, idempotencyKey],
            ...withBody(action),
            responses: { 200: answer('The alert as it is then.', Alert), ...actingProblems },
          },
        },
      ]),
    ),
    '/v1/devices/{deviceId}/rules': {
      get: {
        operationId: 'listDeviceRules',
        summary: 'Every rule that holds for a device, and where it stands there.',
        parameters: [deviceId],
        responses: { 200: answer('The rules.', listOf(RuleOnDevice)), ...problems(403, 404, 503) },
      },
    },
    ...Object.fromEntries(
      ruleActions.map((action) => [
        `/v1/devices/{deviceId}/rules/{rule}/${action}`,
        {
          post: {
            operationId: `${action}DeviceRule`,
            summary: ruleSummaries[action],
            parameters: [deviceId, rule, idempotencyKey],
            ...withBody(action),
            responses: { 200: answer('Where the rule stands then.', RuleOnDevice), ...actingProblems },
          },
        },
      ]),
    ),
  },
  components,
});

const alertSummaries: Record<(typeof alertActions)[number], string> = {
  acknowledge: 'Somebody sees to the alert: it is not told of again, nor escalated by time. A latched one is over.',
  snooze: 'The alert goes on silently for a while. Anew, it is silent for so long from now on.',
  unsnooze: 'Ends a snooze.',
  reset: 'Ends the alert, whatever its condition. It is raised again when that is next found to hold.',
  assign: 'Names whoever is to see to the alert.',
  comment: 'Adds a comment to its history. Without an Idempotency-Key each request adds one.',
};

const ruleSummaries: Record<(typeof ruleActions)[number], string> = {
  disable: 'The rule is no longer evaluated on the device; an alert that is on is over.',
  enable: 'The rule is evaluated again, from the next reading on. Ends a snooze, too.',
  snooze: 'What the rule finds on the device is not told of for a while.',
  reset: 'Ends the alert that is on.',
};

const alertId = {
  name: 'alertId',
  in: 'path',
  required: true,
  description: 'As notifications carry it: <rule>~<deviceId>~<raisedAt>.',
  schema: Type.String(),
};
const deviceId = { name: 'deviceId', in: 'path', required: true, schema: Type.String() };
const rule = {
  name: 'rule',
  in: 'path',
  required: true,
  description: 'Id of the rule; of a subscriber’s own limits, <id>@<subscriber>.',
  schema: Type.String(),
};
const idempotencyKey = {
  name: 'idempotency-key',
  in: 'header',
  required: false,
  description:
    'What was done under the same key by the same subject is not done again. The last eight of a rule on a device are known.',
  schema: Type.String({ pattern: '^[!-~]{1,128}$' }),
};

/** A body that says nothing may be left out. */
const withBody = (action: ActionName) => ({
  requestBody: {
    required: Object.keys(bodies[action].properties).length > 0,
    content: { 'application/json': { schema: bodies[action] } },
  },
});

const { problems, components } = problemsOf(
  {
    400: 'A parameter, the Idempotency-Key or the body is wrong.',
    403: 'The token has no tenant, or may not act.',
    404: 'There is no such alert, device or rule on the device; or it is another tenant’s.',
    409: 'It cannot be done where things stand: the alert is over, the rule is disabled, no alert is on, or the rule is withdrawn.',
    413: 'The body is over 16 KiB.',
    415: 'The body is not JSON by its Content-Type, or is encoded.',
    422: 'The Idempotency-Key came with another request before.',
    503: 'Something behind the API is busy; Retry-After says when to ask again.',
  },
  {
    parameter: Type.Optional(Type.String({ description: 'the parameter that is wrong' })),
    header: Type.Optional(Type.String({ description: 'the header that is wrong' })),
    pointer: Type.Optional(Type.String({ description: 'JSON Pointer to what is wrong in the body' })),
    detail: Type.Optional(Type.String({ description: 'what is wrong there' })),
    alert: Type.Optional(Alert),
  },
);

const actingProblems = problems(400, 403, 404, 409, 413, 415, 422, 503);
