import type { AlertNotification } from '@millrace/shared/contracts/alert-notification';
import { readParameters } from '@millrace/shared/rest/read-parameters';
import type { HttpRequest, HttpResponse } from '@millrace/shared/runtime/http';
import * as Type from 'typebox';
import { type Alert, toldAlert } from '../api/alert.ts';
import { type Place, readPageToken, refusedToken, writePageToken } from '../api/page-token.ts';
import { type Found, takePage } from '../api/take-page.ts';
import { tenantOf } from '../api/tenant-of.ts';
import type { endsOf } from '../history/read-changes.ts';
import { type AlertFilter, alertParameters, fits } from './alert-filter.ts';
import type { OpenPlace, openAlerts } from './open-alerts.ts';

type Ports = {
  openAlerts: ReturnType<typeof openAlerts>;
  /** Changes that ended alerts of the tenant, the latest first. */
  endsOf: ReturnType<typeof endsOf>;
  now: () => number;
};

type ClosedPlace = readonly [time: number, alertId: string, number: number];

const openPlace = readPageToken(Type.Tuple([Type.String(), Type.String()]));
const closedPlace = readPageToken(Type.Tuple([Type.Integer(), Type.String({ minLength: 1 }), Type.Integer()]));

/** Of items in a page. */
export const maxLimit = 100;

/** Later than any device time. */
const never = 8_640_000_000_000_001;

/** GET /v1/alerts: a page of the tenant's alerts, open or closed. */
export const answerAlerts =
  ({ now, ...ports }: Ports) =>
  async (request: HttpRequest): Promise<HttpResponse> => {
    const tenant = tenantOf(request);
    const { values, page } = readParameters(alertParameters, request.query, now(), maxLimit);
    const question = JSON.stringify(['alerts', tenant, values]);
    const token = page.nextToken;
    const found =
      values.status === 'open'
        ? open(ports, tenant, values, token === undefined ? undefined : openPlace(question, token))
        : closed(ports, tenant, values, token === undefined ? undefined : closedPlace(question, token));
    const { items, next } = await takePage(found, page.limit, fits(values));
    return { status: 200, body: { items, ...(next ? { nextToken: writePageToken(question, next) } : {}) } };
  };

const open = (
  { openAlerts: find }: Pick<Ports, 'openAlerts'>,
  tenant: string,
  { from = 0, to = never, deviceId }: AlertFilter,
  after?: OpenPlace,
): AsyncIterable<Found<Alert>> => find({ tenant, from, to, deviceId }, after);

const closed = async function* (
  { endsOf: find }: Pick<Ports, 'endsOf'>,
  tenant: string,
  { from = 0, to = never }: AlertFilter,
  place?: ClosedPlace,
): AsyncGenerator<Found<Alert>> {
  // DynamoDB takes no start outside of what is asked for.
  if (place && (place[0] < from || place[0] >= to)) throw refusedToken();
  const start = place && { time: place[0], alertId: place[1], number: place[2] };
  for await (const change of find(tenant, { from, to }, start))
    yield { item: toldAlert(change), place: placeOf(change) };
};

const placeOf = ({ time, alertId, number }: AlertNotification): Place => [time, alertId, number];
