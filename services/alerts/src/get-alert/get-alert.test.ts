import { anAlertRule } from '@millrace/shared/testing/an-alert-rule';
import { anApi, ann } from '../api/an-api-for-test.ts';

let api: Awaited<ReturnType<typeof anApi>>;
beforeEach(async () => {
  api = await anApi([anAlertRule()]);
  await api.read(1, 130);
});
afterEach(() => api.close());

const alert = '/v1/alerts/tachycardia~monitor-01~1000';
const other = { claims: { ...ann, tenant: 'ward-b' } };

test('an alert is answered while it is on and when it is over', async () => {
  expect(await api.get(alert)).toMatchObject({ status: 200, body: { status: 'active', severity: 'warning' } });
  await api.read(2, 80);
  expect((await api.get(alert)).body).toEqual({
    ...{ alertId: 'tachycardia~monitor-01~1000', status: 'cleared', clearedBecause: 'recovered' },
    ...{ severity: 'warning', severities: ['warning'], step: 0, summary: 'Heart rate is high', rule: 'tachycardia' },
    ...{ deviceId: 'monitor-01', deviceType: 'bedside-monitor', site: 'ward-3', measure: 'heart-rate' },
    ...{ raisedAt: '1970-01-01T00:00:01.000Z', clearedAt: '1970-01-01T00:00:02.000Z' },
  });
});

test('one that is over is not taken for the one that is on now', async () => {
  await api.read(2, 80);
  await api.read(3, 130);
  expect((await api.get(alert)).body.status).toBe('cleared');
});

test('whoever may not act may look all the same', async () => {
  expect((await api.get(alert, { claims: { tenant: 'ward-a' } })).status).toBe(200);
});

test('an alert of another tenant looks like none at all, on or over', async () => {
  const looks = async (path: string) => {
    const { status, body } = await api.get(path, other);
    return { status, ...body, requestId: '' };
  };
  const none = await looks('/v1/alerts/tachycardia~monitor-09~1000');
  expect(none).toMatchObject({ status: 404, type: '/problems/alert-unknown' });
  expect(await looks(alert)).toEqual(none);
  expect(await looks(`${alert}/history`)).toEqual(none);
  await api.read(2, 80);
  expect(await looks(alert)).toEqual(none);
  expect(await looks(`${alert}/history`)).toEqual(none);
});

test('the history has the changes in their order, with who made them', async () => {
  api.at(2);
  await api.post(`${alert}/comment`, { comment: 'on my way' });
  await api.post(`${alert}/snooze`, { seconds: 60 });
  await api.read(3, 80);
  const { status, body } = await api.get(`${alert}/history`);
  expect(status).toBe(200);
  const same = { severity: 'warning', step: 0 };
  expect(body).toEqual({
    items: [
      { ...same, number: 1, change: 'raised', status: 'active', time: '1970-01-01T00:00:01.000Z', value: 130 },
      {
        ...{ ...same, number: 2, change: 'commented', status: 'active', time: '1970-01-01T00:00:02.000Z' },
        ...{ by: 'ann', comment: 'on my way' },
      },
      {
        ...{ ...same, number: 3, change: 'snoozed', status: 'snoozed', time: '1970-01-01T00:00:02.000Z' },
        ...{ by: 'ann', until: '1970-01-01T00:01:02.000Z' },
      },
      {
        ...{ ...same, number: 4, change: 'cleared', status: 'cleared', time: '1970-01-01T00:00:03.000Z' },
        ...{ value: 80, clearedBecause: 'recovered' },
      },
    ],
  });
});

test('a history of many changes comes in pages', async () => {
  for (let index = 0; index < 6; index++) await api.post(`${alert}/comment`, { comment: `${index}` });
  const numbers: number[][] = [];
  for (let token: string | undefined = ''; token !== undefined; ) {
    const { body }: { body: { items: { number: number }[]; nextToken?: string } } = await api.get(
      `${alert}/history?limit=3${token && `&nextToken=${token}`}`,
    );
    numbers.push(body.items.map(({ number }) => number));
    token = body.nextToken;
  }
  expect(numbers).toEqual([[1, 2, 3], [4, 5, 6], [7]]);
});

test('a token of another alert’s history is refused', async () => {
  await api.post(`${alert}/comment`, { comment: 'x' });
  const { nextToken } = (await api.get(`${alert}/history?limit=1`)).body;
  await api.read(2, 130, { deviceId: 'monitor-02' });
  const path = '/v1/alerts/tachycardia~monitor-02~2000/history';
  expect((await api.get(path)).body.items).toHaveLength(1);
  expect((await api.get(`${path}?nextToken=${nextToken}`)).status).toBe(400);
});

test('the history of an alert that nothing has arrived of yet is empty', async () => {
  api.fail((target) => target.endsWith('.BatchWriteItem'));
  await api.read(2, 130, { deviceId: 'monitor-02' }).catch(() => {});
  api.fail();
  expect(await api.get('/v1/alerts/tachycardia~monitor-02~2000/history')).toMatchObject({
    status: 200,
    body: { items: [] },
  });
});

test('what is not asked for by a parameter is refused by name', async () => {
  expect(await api.get(`${alert}?full=true`)).toMatchObject({ status: 400, body: { parameter: 'full' } });
});
