import type { AlertNotification } from '@millrace/shared/contracts/alert-notification';
import { readParameters } from '@millrace/shared/rest/read-parameters';
import type { HttpRequest, HttpResponse } from '@millrace/shared/runtime/http';
import * as Type from 'typebox';
import { type Alert, toldChange } from '../api/alert.ts';
import { type AlertId, readAlertId } from '../api/alert-id.ts';
import { type findAlert, unknownAlert } from '../api/find-alert.ts';
import { readPageToken, writePageToken } from '../api/page-token.ts';
import { type Found, takePage } from '../api/take-page.ts';
import { tenantOf } from '../api/tenant-of.ts';
import type { DeviceRecord } from '../devices/device-record.ts';

type Ports = {
  load: (deviceIds: readonly string[]) => Promise<DeviceRecord[]>;
  find: ReturnType<typeof findAlert>;
  /** The changes of an alert in their order, from behind a number on. */
  changesOf: (alertId: string, after?: number) => AsyncIterable<AlertNotification>;
  now: () => number;
};

const placeIn = readPageToken(Type.Tuple([Type.Integer()]));

/** Of changes in a page. */
export const maxChanges = 100;

/** GET /v1/alerts/{alertId}, and its history below that. */
export const answerAlert =
  ({ changesOf, now, ...ports }: Ports) =>
  async (request: HttpRequest): Promise<HttpResponse> => {
    const tenant = tenantOf(request);
    const isHistory = request.route.endsWith('/history');
    const { page } = readParameters({}, request.query, now(), maxChanges);
    const { id, alert } = await known(ports, request.path.alertId, tenant);
    if (!isHistory) return { status: 200, body: alert };
    const question = JSON.stringify(['history', tenant, id.text]);
    const [after] = page.nextToken === undefined ? [] : placeIn(question, page.nextToken);
    const { items, next } = await takePage(numbered(changesOf(id.text, after)), page.limit, () => true);
    return {
      status: 200,
      body: { items: items.map(toldChange), ...(next ? { nextToken: writePageToken(question, next) } : {}) },
    };
  };

const known = async (
  { load, find }: Pick<Ports, 'load' | 'find'>,
  text: string | undefined,
  tenant: string,
): Promise<{ id: AlertId; alert: Alert }> => {
  const id = readAlertId(text);
  const [record] = id ? await load([id.deviceId]) : [];
  const alert = id && record && (await find(record, id, tenant));
  if (!id || !alert) throw unknownAlert();
  return { id, alert };
};

async function* numbered(changes: AsyncIterable<AlertNotification>): AsyncGenerator<Found<AlertNotification>> {
  for await (const change of changes) yield { item: change, place: [change.number] };
}
