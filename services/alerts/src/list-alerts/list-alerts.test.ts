import { anAlertRule } from '@millrace/shared/testing/an-alert-rule';
import { anApi, ann } from '../api/an-api-for-test.ts';

let api: Awaited<ReturnType<typeof anApi>>;
afterEach(() => api.close());

const rules = [anAlertRule(), anAlertRule({ id: 'a-flutter', severity: 'critical' })];
const ids = (answer: { body: { items: { alertId: string }[] } }) => answer.body.items.map(({ alertId }) => alertId);

/** Every page behind a path; each but the last has a token, and none is empty. */
const pages = async (path: string, claims = ann): Promise<string[][]> => {
  const all: string[][] = [];
  for (let token: string | undefined = ''; token !== undefined; ) {
    const answer = await api.get(`${path}${token && `&nextToken=${token}`}`, { claims });
    expect(answer.status).toBe(200);
    all.push(ids(answer));
    token = answer.body.nextToken;
  }
  return all;
};

/** Alerts of both rules on three devices at 1, 2, 3 s; those of the second are cleared at 5 s, of the third at 6 s. */
const ward = async () => {
  api = await anApi(rules);
  for (const [index, deviceId] of ['a', 'b', 'c'].entries()) await api.read(index + 1, 130, { deviceId });
  await api.read(5, 80, { deviceId: 'b' });
  await api.read(6, 80, { deviceId: 'c' });
};

test('open alerts come by device and rule', async () => {
  await ward();
  await api.read(7, 130, { deviceId: 'b' });
  const answer = await api.get('/v1/alerts');
  expect(ids(answer)).toEqual(['a-flutter~a~1000', 'tachycardia~a~1000', 'a-flutter~b~7000', 'tachycardia~b~7000']);
  expect(answer.body.nextToken).toBeUndefined();
  expect(answer.body.items[1]).toEqual((await api.get('/v1/alerts/tachycardia~a~1000')).body);
});

test('closed alerts come the latest first, as they ended', async () => {
  await ward();
  const answer = await api.get('/v1/alerts?status=closed');
  expect(ids(answer).map((id) => id.slice(-6))).toEqual(['c~3000', 'c~3000', 'b~2000', 'b~2000']);
  expect(answer.body.items[0]).toMatchObject({
    ...{ status: 'cleared', clearedBecause: 'recovered' },
    ...{ raisedAt: '1970-01-01T00:00:03.000Z', clearedAt: '1970-01-01T00:00:06.000Z' },
  });
});

test.each(['open', 'closed'])('every page together has all %s alerts once, whatever their size', async (status) => {
  await ward();
  await api.read(7, 130, { deviceId: 'b' });
  const whole = ids(await api.get(`/v1/alerts?status=${status}`));
  expect(whole).toHaveLength(4);
  for (const limit of [1, 2, 3, 4]) {
    const cut = await pages(`/v1/alerts?status=${status}&limit=${limit}`);
    expect(cut.flat()).toEqual(whole);
    expect(cut.map(({ length }) => length)).toEqual({ 1: [1, 1, 1, 1], 2: [2, 2], 3: [3, 1], 4: [4] }[limit]);
  }
});

test('more alerts than are read at a time are all found', async () => {
  api = await anApi([anAlertRule()]);
  const names = Array.from({ length: 120 }, (_, index) => `m-${String(index).padStart(3, '0')}`);
  for (const [index, deviceId] of names.entries()) await api.read(index, 130, { deviceId });
  expect((await pages('/v1/alerts?limit=70')).flat()).toEqual(
    names.map((deviceId, index) => `tachycardia~${deviceId}~${index * 1000}`),
  );
  for (const [index, deviceId] of names.entries()) await api.read(1000 + index, 80, { deviceId });
  expect(await pages('/v1/alerts?status=open')).toEqual([[]]);
  expect((await pages('/v1/alerts?status=closed')).map(({ length }) => length)).toEqual([100, 20]);
}, 60_000);

test.each([
  ['severity=critical', ['a-flutter~a~1000'], ['a-flutter~c~3000', 'a-flutter~b~2000']],
  ['rule=tachycardia', ['tachycardia~a~1000'], ['tachycardia~c~3000', 'tachycardia~b~2000']],
  ['deviceId=a&rule=tachycardia', ['tachycardia~a~1000'], []],
  ['deviceId=b&rule=tachycardia', [], ['tachycardia~b~2000']],
  ['deviceId=nobody', [], []],
  ['site=ward-4', [], []],
  ['from=1000&rule=tachycardia', ['tachycardia~a~1000'], ['tachycardia~c~3000', 'tachycardia~b~2000']],
  ['from=1001&rule=tachycardia', [], ['tachycardia~c~3000', 'tachycardia~b~2000']],
  ['to=1000', [], []],
  ['to=1001&rule=tachycardia', ['tachycardia~a~1000'], []],
  ['from=6000&rule=tachycardia', [], ['tachycardia~c~3000']],
  ['to=6000&rule=tachycardia', ['tachycardia~a~1000'], ['tachycardia~b~2000']],
  ['from=1970-01-01T00:00:05Z&to=1970-01-01T00:00:06Z&rule=tachycardia', [], ['tachycardia~b~2000']],
  ['from=7000&to=6000', [], []],
])('%s finds what fits', async (query, open, closed) => {
  await ward();
  expect(ids(await api.get(`/v1/alerts?${query}`))).toEqual(open);
  expect(ids(await api.get(`/v1/alerts?status=closed&${query}`))).toEqual(closed);
});

test('a snoozed alert is open, and a rule without an alert is none', async () => {
  await ward();
  await api.post('/v1/alerts/tachycardia~a~1000/snooze', { seconds: 60 });
  await api.post('/v1/devices/b/rules/tachycardia/snooze', { seconds: 60 });
  const { body } = await api.get('/v1/alerts?rule=tachycardia');
  expect(body.items).toMatchObject([{ alertId: 'tachycardia~a~1000', status: 'snoozed' }]);
});

test('a tenant sees its own alerts only', async () => {
  await ward();
  await api.read(10, 130, { deviceId: 'z', tenant: 'ward-b' });
  await api.read(11, 80, { deviceId: 'y', tenant: 'ward-b' });
  const other = { ...ann, tenant: 'ward-b' };
  expect(await pages('/v1/alerts?limit=10', other)).toEqual([['a-flutter~z~10000', 'tachycardia~z~10000']]);
  expect(await pages('/v1/alerts?status=closed', other)).toEqual([[]]);
  expect(await pages('/v1/alerts?deviceId=z')).toEqual([[]]);
});

test('an alert that was raised while the device was another tenant’s is that tenant’s', async () => {
  api = await anApi([anAlertRule(), anAlertRule({ id: 'later', for: 2 })]);
  const other = { claims: { ...ann, tenant: 'ward-b' } };
  await api.read(1, 130);
  await api.read(2, 130, { tenant: 'ward-b' });
  expect(ids(await api.get('/v1/alerts'))).toEqual(['tachycardia~monitor-01~1000']);
  expect(ids(await api.get('/v1/alerts', other))).toEqual([]);
  await api.read(3, 130, { tenant: 'ward-b' });
  expect(ids(await api.get('/v1/alerts', other))).toEqual(['later~monitor-01~3000']);
});

test('a token without a tenant sees nothing', async () => {
  await ward();
  expect(await api.get('/v1/alerts', { claims: { sub: 'ann' } })).toMatchObject({
    status: 403,
    body: { type: '/problems/no-tenant' },
  });
});

test.each([
  ['status=over', 'status'],
  ['severity=fatal', 'severity'],
  ['rule=Tachycardia', 'rule'],
  ['deviceId=~', 'deviceId'],
  ['from=yesterday', 'from'],
  ['limit=0', 'limit'],
  ['limit=101', 'limit'],
  ['tenant=ward-b', 'tenant'],
  ['nextToken=x', 'nextToken'],
])('%s is refused by name', async (query, parameter) => {
  await ward();
  expect(await api.get(`/v1/alerts?${query}`)).toMatchObject({
    status: 400,
    body: { type: '/problems/invalid-parameter', parameter },
  });
});

test('a token is good for the tenant and the question that it was given for', async () => {
  await ward();
  const token = (await api.get('/v1/alerts?limit=1')).body.nextToken;
  const asked = async (query: string, claims = ann) =>
    (await api.get(`/v1/alerts?${query}&nextToken=${token}`, { claims })).status;
  expect(await asked('limit=2')).toBe(200);
  expect(await asked('status=closed')).toBe(400);
  expect(await asked('rule=tachycardia')).toBe(400);
  expect(await asked('limit=1', { ...ann, tenant: 'ward-b' })).toBe(400);
});

test('a token with a place that no alert has, or outside of what is asked for, is refused', async () => {
  await ward();
  const { nextToken } = (await api.get('/v1/alerts?status=closed&from=5000&limit=1')).body;
  const [digest] = JSON.parse(Buffer.from(nextToken, 'base64url').toString());
  for (const place of [[], ['x'], [4999, 'a', 1], [6000, '', 1], [6000, 'a', 'b'], [6000.5, 'a', 1]]) {
    const forged = Buffer.from(JSON.stringify([digest, place])).toString('base64url');
    expect((await api.get(`/v1/alerts?status=closed&from=5000&nextToken=${forged}`)).status).toBe(400);
  }
});
