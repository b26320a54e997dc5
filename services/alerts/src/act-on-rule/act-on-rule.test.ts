import { aDeviceVersion } from '@millrace/shared/testing/a-registry';
import { anAlertRule } from '@millrace/shared/testing/an-alert-rule';
import { anApi, ann } from '../api/an-api-for-test.ts';

let api: Awaited<ReturnType<typeof anApi>>;
afterEach(() => api.close());

const rules = [
  anAlertRule({ subscribers: { night: { for: 60 } } }),
  anAlertRule({ id: 'elsewhere', select: { site: 'ward-4' } }),
];
/** Nothing is kept of the monitor yet; it is 10 s. */
const begin = async () => {
  api = await anApi(rules, {
    'monitor-01': [
      aDeviceVersion({ tenant: 'ward-b', site: 'ward-4' }),
      aDeviceVersion({ validFrom: 5_000 }),
      aDeviceVersion({ validFrom: 60_000, tenant: 'ward-c' }),
    ],
  });
  api.at(10);
};
const monitor = '/v1/devices/monitor-01/rules';
const rule = `${monitor}/tachycardia`;
const normal = { rule: 'tachycardia', summary: 'Heart rate is high', severity: 'warning', status: 'normal' };

test('every rule that holds for a device is listed, though nothing is kept of it', async () => {
  await begin();
  expect(await api.get(monitor)).toMatchObject({
    status: 200,
    body: { items: [normal, { ...normal, rule: 'tachycardia@night' }] },
  });
});

test('the list says where each rule stands', async () => {
  await begin();
  await api.read(10, 130);
  await api.post(`${monitor}/tachycardia@night/disable`);
  expect((await api.get(monitor)).body.items).toEqual([
    { ...normal, status: 'active', alertId: 'tachycardia~monitor-01~10000' },
    { ...normal, rule: 'tachycardia@night', status: 'disabled' },
  ]);
  await api.post(`${rule}/snooze`, { seconds: 5 });
  expect((await api.get(monitor)).body.items[0]).toEqual({
    ...{ ...normal, status: 'snoozed', snoozedUntil: '1970-01-01T00:00:15.000Z' },
    alertId: 'tachycardia~monitor-01~10000',
  });
});

test('a disabled rule raises nothing on the device until it is enabled', async () => {
  await begin();
  expect(await api.post(`${rule}/disable`)).toMatchObject({ status: 200, body: { ...normal, status: 'disabled' } });
  await api.read(11, 130);
  await api.read(11, 130, { deviceId: 'monitor-02' });
  expect(api.told().map(({ alertId }) => alertId)).toEqual(['tachycardia~monitor-02~11000']);
  expect(await api.post(`${rule}/enable`)).toMatchObject({ status: 200, body: normal });
  await api.read(12, 130);
  expect(api.told().at(-1)?.alertId).toBe('tachycardia~monitor-01~12000');
});

test('a rule is snoozed before it has an alert, which is not told of meanwhile', async () => {
  await begin();
  await api.post(`${rule}/snooze`, { seconds: 60 });
  await api.read(11, 130);
  expect(api.told()).toEqual([]);
  expect((await api.get(monitor)).body.items[0]).toMatchObject({
    ...{ status: 'snoozed', snoozedUntil: '1970-01-01T00:01:10.000Z', alertId: 'tachycardia~monitor-01~11000' },
  });
  await api.post(`${rule}/enable`);
  expect(api.told().map(({ change }) => change)).toEqual(['unsnoozed']);
});

test('a rule is reset, and its alert is over', async () => {
  await begin();
  await api.read(10, 130);
  expect(await api.post(`${rule}/reset`)).toMatchObject({ status: 200, body: normal });
  expect((await api.get('/v1/alerts/tachycardia~monitor-01~10000')).body.clearedBecause).toBe('reset');
});

test.each([
  ['disable', undefined, 'disabled'],
  ['enable', undefined, 'normal'],
])('%s, done twice, is done once', async (action, body, status) => {
  await begin();
  const first = await api.post(`${rule}/${action}`, body);
  const record = await api.record('monitor-01');
  expect(first).toMatchObject({ status: 200, body: { status } });
  expect(await api.post(`${rule}/${action}`, body)).toMatchObject({ status: 200, body: first.body });
  expect(await api.record('monitor-01')).toEqual(record);
});

test('a key lets a snooze without an alert be done once', async () => {
  await begin();
  const headers = { 'idempotency-key': '1' };
  const first = await api.post(`${rule}/snooze`, { seconds: 60 }, { headers });
  api.at(15);
  expect((await api.post(`${rule}/snooze`, { seconds: 60 }, { headers })).body).toEqual(first.body);
  expect((await api.post(`${rule}/snooze`, { seconds: 61 }, { headers })).status).toBe(422);
});

test.each([
  ['a reset without an alert', ['reset'], 409, 'no-alert'],
  ['a snooze of what is disabled', ['disable', 'snooze'], 409, 'disabled'],
  ['a reset of what is disabled', ['disable', 'reset'], 409, 'disabled'],
])('%s is refused', async (_, actions, status, type) => {
  await begin();
  const answers = [];
  for (const action of actions)
    answers.push(await api.post(`${rule}/${action}`, action === 'snooze' ? { seconds: 1 } : undefined));
  expect(answers.at(-1)).toMatchObject({ status, body: { type: `/problems/${type}` } });
});

test.each([
  ['a rule that holds elsewhere', `${monitor}/elsewhere`, 'rule-unknown'],
  ['a rule that there is not', `${monitor}/bradycardia`, 'rule-unknown'],
  ['a device that there is not', '/v1/devices/monitor-09/rules/tachycardia', 'device-unknown'],
  ['what is no device’s id', '/v1/devices/~/rules/tachycardia', 'device-unknown'],
])('%s is unknown, and nothing is written', async (_, path, type) => {
  await begin();
  for (const action of ['disable', 'enable'])
    expect(await api.post(`${path}/${action}`, undefined, { headers: { 'idempotency-key': '1' } })).toMatchObject({
      status: 404,
      body: { type: `/problems/${type}` },
    });
  expect(await api.record('monitor-01')).toMatchObject({ version: 0 });
});

test('a device is of the tenant that it has now, and else unknown', async () => {
  await begin();
  for (const tenant of ['ward-b', 'ward-c']) {
    const claims = { ...ann, tenant };
    const unknown = { status: 404, body: { type: '/problems/device-unknown' } };
    expect(await api.get(monitor, { claims })).toMatchObject(unknown);
    expect(await api.post(`${rule}/disable`, undefined, { claims })).toMatchObject(unknown);
  }
  await api.read(11, 130);
  expect((await api.post(`${rule}/disable`, undefined, { claims: { ...ann, tenant: 'ward-b' } })).status).toBe(404);
  expect((await api.get(monitor)).status).toBe(200);
});

test('an alert that was raised while the device was another tenant’s is not named', async () => {
  await begin();
  await api.read(10, 130);
  await api.read(11, 130, { tenant: 'ward-b' });
  const { body } = await api.get(monitor, { claims: { ...ann, tenant: 'ward-b' } });
  expect(body.items[0]).toEqual({ ...normal, status: 'active' });
});

test('a device’s token may look and not act', async () => {
  await begin();
  const claims = { ...ann, device_id: 'monitor-01' };
  expect((await api.get(monitor, { claims })).status).toBe(200);
  expect((await api.post(`${rule}/disable`, undefined, { claims })).status).toBe(403);
});
