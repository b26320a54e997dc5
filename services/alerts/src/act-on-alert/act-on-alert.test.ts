import { anAlertRule } from '@millrace/shared/testing/an-alert-rule';
import { anApi, ann } from '../api/an-api-for-test.ts';

type Api = Awaited<ReturnType<typeof anApi>>;
let api: Api;
const withRules = async (...rules: Parameters<typeof anApi>[0]): Promise<Api> => {
  api = await anApi(rules);
  return api;
};
afterEach(() => api.close());

const alertId = 'tachycardia~monitor-01~10000';
const alert = `/v1/alerts/${alertId}`;
/** An alert is on since 10 s; it is 20 s now. */
const raised = async (given: Parameters<typeof anAlertRule>[0] = {}) => {
  await withRules(anAlertRule(given));
  await api.read(10, 130);
  api.at(20);
};
const changes = () => api.told().map(({ change, by }) => (by === undefined ? change : `${change} by ${by}`));

test('an alert is acknowledged by the subject of the token, at the time that it is then', async () => {
  await raised();
  const { status, body } = await api.post(`${alert}/acknowledge`);
  expect(status).toBe(200);
  expect(body).toEqual({
    ...{ alertId, status: 'acknowledged', severity: 'warning', severities: ['warning'], step: 0 },
    ...{ summary: 'Heart rate is high', rule: 'tachycardia', deviceId: 'monitor-01', deviceType: 'bedside-monitor' },
    ...{ site: 'ward-3', measure: 'heart-rate' },
    ...{ raisedAt: '1970-01-01T00:00:10.000Z', acknowledgedAt: '1970-01-01T00:00:20.000Z' },
  });
  expect(changes()).toEqual(['raised', 'acknowledged by ann']);
  expect((await api.record('monitor-01'))?.outbox).toEqual([]);
});

test('what people do is stamped with the device’s own time', async () => {
  await withRules(anAlertRule());
  await api.read(10, 130, { receivedAt: 3_610_000 });
  api.at(3620);
  const { body } = await api.post(`${alert}/acknowledge`);
  expect(body.acknowledgedAt).toBe('1970-01-01T00:00:20.000Z');
});

test.each([
  ['acknowledge', undefined, { status: 'acknowledged' }],
  ['snooze', { seconds: 60 }, { status: 'snoozed', snoozedUntil: '1970-01-01T00:01:20.000Z' }],
  ['snooze', { until: '1970-01-01T00:01:20Z' }, { status: 'snoozed', snoozedUntil: '1970-01-01T00:01:20.000Z' }],
  ['unsnooze', {}, { status: 'active' }],
  ['assign', { assignee: 'ben' }, { status: 'active', assignee: 'ben' }],
  ['reset', undefined, { status: 'cleared', clearedBecause: 'reset', clearedAt: '1970-01-01T00:00:20.000Z' }],
])('%s %j, done twice, is done once, and both times answers the alert as it is', async (action, body, expected) => {
  await raised();
  const first = await api.post(`${alert}/${action}`, body);
  expect(first).toMatchObject({ status: 200, body: expected });
  const told = changes();
  expect(await api.post(`${alert}/${action}`, body)).toMatchObject({ status: 200, body: first.body });
  expect(changes()).toEqual(told);
  expect(told.length).toBe(action === 'unsnooze' ? 1 : 2);
});

test('a snooze is ended', async () => {
  await raised();
  await api.post(`${alert}/snooze`, { seconds: 60 });
  expect(await api.post(`${alert}/unsnooze`)).toMatchObject({ status: 200, body: { status: 'active' } });
  expect(changes()).toEqual(['raised', 'snoozed by ann', 'unsnoozed by ann']);
});

test('a snooze until a time by the clock of the service ends at that on a device whose clock is behind', async () => {
  await withRules(anAlertRule());
  await api.read(10, 130, { receivedAt: 3_610_000 });
  api.at(3620);
  const { body } = await api.post(`${alert}/snooze`, { until: '1970-01-01T01:01:20Z' });
  expect(body.snoozedUntil).toBe('1970-01-01T00:01:20.000Z');
});

test('a latched alert is over with its acknowledgement, and acknowledged again it still is', async () => {
  await raised({ latch: true });
  await api.read(15, 80);
  for (const _ of ['once', 'twice'])
    expect(await api.post(`${alert}/acknowledge`)).toMatchObject({
      status: 200,
      body: { status: 'cleared', clearedBecause: 'acknowledged', returnedAt: '1970-01-01T00:00:15.000Z' },
    });
});

describe('an idempotency key', () => {
  const keyed = (key: string, claims = ann) => ({ claims, headers: { 'idempotency-key': key } });
  const comments = () => api.told().flatMap(({ comment }) => comment ?? []);

  test('lets a comment be made once; without one it is made each time', async () => {
    await raised();
    for (const key of ['a', 'a', 'b', 'a'])
      expect((await api.post(`${alert}/comment`, { comment: key }, keyed(key))).status).toBe(200);
    expect(comments()).toEqual(['a', 'b']);
    for (const _ of ['once', 'twice']) await api.post(`${alert}/comment`, { comment: 'c' });
    expect(comments()).toEqual(['a', 'b', 'c', 'c']);
  });

  test('is of who sent it', async () => {
    await raised();
    await api.post(`${alert}/comment`, { comment: 'mine' }, keyed('1'));
    await api.post(`${alert}/comment`, { comment: 'mine' }, keyed('1', { ...ann, sub: 'ben' }));
    expect(comments()).toEqual(['mine', 'mine']);
  });

  test('does not undo what somebody else has done since', async () => {
    await raised();
    await api.post(`${alert}/assign`, { assignee: 'ann' }, keyed('1'));
    await api.post(`${alert}/assign`, { assignee: 'ben' });
    const again = await api.post(`${alert}/assign`, { assignee: 'ann' }, keyed('1'));
    expect(again).toMatchObject({ status: 200, body: { assignee: 'ben' } });
  });

  test('is known of an action that had nothing to change', async () => {
    await raised();
    await api.post(`${alert}/unsnooze`, undefined, keyed('1'));
    await api.post(`${alert}/assign`, { assignee: 'ann' });
    await api.post(`${alert}/assign`, { assignee: 'ann' }, keyed('2'));
    await api.post(`${alert}/assign`, { assignee: 'ben' });
    const again = await api.post(`${alert}/assign`, { assignee: 'ann' }, keyed('2'));
    expect(again.body.assignee).toBe('ben');
  });

  test('is known when the alert is over', async () => {
    await raised();
    await api.post(`${alert}/comment`, { comment: 'c' }, keyed('1'));
    await api.read(21, 80);
    expect(await api.post(`${alert}/comment`, { comment: 'c' }, keyed('1'))).toMatchObject({
      status: 200,
      body: { status: 'cleared', clearedBecause: 'recovered' },
    });
  });

  test('of another request is refused', async () => {
    await raised();
    await api.post(`${alert}/comment`, { comment: 'a' }, keyed('1'));
    const { status, body } = await api.post(`${alert}/comment`, { comment: 'b' }, keyed('1'));
    expect([status, body.type]).toEqual([422, '/problems/key-reused']);
    expect(comments()).toEqual(['a']);
  });

  test('is one of the last eight of a rule on a device', async () => {
    await raised();
    for (let key = 0; key < 9; key++) await api.post(`${alert}/comment`, { comment: `${key}` }, keyed(`${key}`));
    await api.post(`${alert}/comment`, { comment: '1' }, keyed('1'));
    expect(comments()).toHaveLength(9);
    await api.post(`${alert}/comment`, { comment: '0' }, keyed('0'));
    expect(comments()).toHaveLength(10);
    expect((await api.record('monitor-01'))?.state.rules.get('tachycardia')?.acted).toHaveLength(8);
  });

  test.each([
    ['nothing', ''],
    ['a blank', ' '],
    ['a letter beyond ASCII', 'ä'],
    ['129 characters', 'x'.repeat(129)],
  ])('cannot be %s', async (_, key) => {
    await raised();
    expect((await api.post(`${alert}/acknowledge`, undefined, keyed('x'.repeat(128)))).status).toBe(200);
    expect(await api.post(`${alert}/acknowledge`, undefined, keyed(key))).toMatchObject({
      status: 400,
      body: { type: '/problems/invalid-header', header: 'idempotency-key' },
    });
  });
});

describe('when things go wrong', () => {
  test.each([
    ['subscribers', 'Action=PublishBatch'],
    ['the bus', 'AWSEvents.PutEvents'],
    ['the history', 'DynamoDB_20120810.BatchWriteItem'],
  ])('an action that %s cannot be told of is done, and stays to be told', async (_, target) => {
    await raised();
    api.fail((each) => each === target);
    expect(await api.post(`${alert}/acknowledge`)).toMatchObject({ status: 200, body: { status: 'acknowledged' } });
    const record = await api.record('monitor-01');
    expect(record?.outbox.map(({ notification }) => notification.change)).toEqual(['acknowledged']);
    expect(record?.sendBy).toBe(20_000 + 30_000);
    api.fail();
    await api.read(21, 130);
    expect(changes()).toEqual(['raised', 'acknowledged by ann']);
    expect((await api.record('monitor-01'))?.outbox).toEqual([]);
  });

  test('an action that ends an alert answers its end though the history does not have it yet', async () => {
    await raised();
    api.fail((each) => each === 'DynamoDB_20120810.BatchWriteItem');
    const expected = { status: 200, body: { status: 'cleared', clearedBecause: 'reset' } };
    expect(await api.post(`${alert}/reset`)).toMatchObject(expected);
    expect(await api.get(alert)).toMatchObject(expected);
  });

  test('an action whose sending takes too long is answered in time', async () => {
    await raised();
    let release = () => {};
    api.fail((each, when) =>
      each === 'Action=PublishBatch' && when === 'before'
        ? new Promise<boolean>((resolve) => {
            release = () => resolve(true);
          })
        : undefined,
    );
    api.hurry(3_050);
    expect(await api.post(`${alert}/acknowledge`)).toMatchObject({ status: 200, body: { status: 'acknowledged' } });
    release();
  });

  test('a write that does not take effect is 503, nothing is done, and it can be asked again', async () => {
    await raised();
    api.fail((each, when) => each.endsWith('.PutItem') && when === 'before');
    expect(await api.post(`${alert}/acknowledge`)).toMatchObject({ status: 503, headers: { 'retry-after': '1' } });
    api.fail();
    expect((await api.get(alert)).body.status).toBe('active');
    expect((await api.post(`${alert}/acknowledge`)).body.status).toBe('acknowledged');
    expect(changes()).toEqual(['raised', 'acknowledged by ann']);
  });

  test('a write that takes effect without an answer is 503, and asked again it is not done again', async () => {
    await raised();
    const headers = { 'idempotency-key': '1' };
    api.fail((each, when) => each.endsWith('.PutItem') && when === 'after');
    expect((await api.post(`${alert}/comment`, { comment: 'c' }, { headers })).status).toBe(503);
    api.fail();
    expect((await api.post(`${alert}/comment`, { comment: 'c' }, { headers })).status).toBe(200);
    expect(changes()).toEqual(['raised', 'commented by ann']);
  });

  /** Does something just before the first write that comes. */
  const overtaken = (first: () => Promise<unknown>) => {
    let isFirst = true;
    api.fail(async (each, when) => {
      if (!isFirst || when === 'after' || !each.endsWith('.PutItem')) return undefined;
      isFirst = false;
      await first();
      return undefined;
    });
  };

  test('of two people at once both are heard, one on what the other has done', async () => {
    await raised();
    overtaken(() => api.post(`${alert}/assign`, { assignee: 'ben' }, { claims: { ...ann, sub: 'ben' } }));
    expect(await api.post(`${alert}/acknowledge`)).toMatchObject({
      status: 200,
      body: { status: 'acknowledged', assignee: 'ben' },
    });
    expect(changes()).toEqual(['raised', 'assigned by ben', 'acknowledged by ann']);
  });

  test('of two people who acknowledge at once one does, and both are answered so', async () => {
    await raised();
    overtaken(() => api.post(`${alert}/acknowledge`, undefined, { claims: { ...ann, sub: 'ben' } }));
    expect(await api.post(`${alert}/acknowledge`)).toMatchObject({ status: 200, body: { status: 'acknowledged' } });
    expect(changes()).toEqual(['raised', 'acknowledged by ben']);
  });

  test('an alert that ends in between is not acknowledged any more, and it is said how it ended', async () => {
    await raised();
    overtaken(() => api.read(21, 80));
    expect(await api.post(`${alert}/acknowledge`)).toMatchObject({
      status: 409,
      body: { type: '/problems/alert-over', alert: { status: 'cleared', clearedBecause: 'recovered' } },
    });
    expect(changes()).toEqual(['raised', 'cleared']);
  });

  test('an alert that is followed by another one is left to itself', async () => {
    await raised();
    await api.read(21, 80);
    await api.read(22, 130);
    expect((await api.post(`${alert}/acknowledge`)).status).toBe(409);
    expect((await api.get('/v1/alerts/tachycardia~monitor-01~22000')).body.status).toBe('active');
  });
});

test.each([
  ['another tenant', { ...ann, tenant: 'ward-b' }, 404, 'alert-unknown'],
  ['no tenant', { scope: 'alerts:act', sub: 'ann' }, 403, 'no-tenant'],
  ['a tenant that is none', { ...ann, tenant: 'Ward A' }, 403, 'no-tenant'],
  ['no scope', { tenant: 'ward-a', sub: 'ann' }, 403, 'may-not-act'],
  ['a gateway’s scope', { ...ann, scope: 'readings:write-tenant' }, 403, 'may-not-act'],
  ['a device', { ...ann, device_id: 'monitor-01' }, 403, 'may-not-act'],
  ['no subject', { tenant: 'ward-a', scope: 'alerts:act' }, 403, 'no-subject'],
  ['a subject that is too long', { ...ann, sub: 'x'.repeat(256) }, 403, 'no-subject'],
])('a token with %s does nothing', async (_, claims: Record<string, string>, status, type) => {
  await raised();
  const before = await api.record('monitor-01');
  for (const action of ['acknowledge', 'reset']) {
    const answer = await api.post(`${alert}/${action}`, undefined, { claims });
    expect(answer).toMatchObject({ status, body: { type: `/problems/${type}` } });
    expect(answer.headers['content-type']).toBe('application/problem+json');
  }
  expect(await api.record('monitor-01')).toEqual(before);
});

test('an alert is of the tenant that the device had when it was raised', async () => {
  await raised();
  await api.read(15, 130, { tenant: 'ward-b' });
  expect((await api.post(`${alert}/acknowledge`, undefined, { claims: { ...ann, tenant: 'ward-b' } })).status).toBe(
    404,
  );
  expect((await api.post(`${alert}/acknowledge`)).status).toBe(200);
});

test.each([
  'tachycardia~monitor-01~9999',
  'tachycardia~monitor-02~10000',
  'tachycardia~monitor-01',
  'x',
  'tachycardia~monitor-01~010000',
])('%s is no alert', async (id) => {
  await raised();
  expect(await api.post(`/v1/alerts/${id}/acknowledge`)).toMatchObject({
    status: 404,
    body: { type: '/problems/alert-unknown' },
  });
});

test('an alert whose rule no longer holds for the device cannot be acted on', async () => {
  await raised({ select: { site: 'ward-3' } });
  const record = await api.record('monitor-01');
  expect(record?.state.about?.site).toBe('ward-3');
  await api.publish([anAlertRule({ select: { site: 'ward-4' } })]);
  api.at(60);
  expect(await api.post(`${alert}/acknowledge`)).toMatchObject({
    status: 409,
    body: { type: '/problems/rule-withdrawn' },
  });
});

describe('a body', () => {
  test.each([
    ['snooze', {}, ''],
    ['snooze', { seconds: 60, until: '1970-01-01T00:01:20Z' }, ''],
    ['snooze', { seconds: 0 }, '/seconds'],
    ['snooze', { seconds: 604_801 }, '/seconds'],
    ['snooze', { seconds: 1.5 }, '/seconds'],
    ['snooze', { until: 'tomorrow' }, '/until'],
    ['snooze', { until: '1970-01-01T00:00:20Z' }, '/until'],
    ['snooze', { until: '1970-01-08T00:00:20.001Z' }, '/until'],
    ['assign', { assignee: '' }, '/assignee'],
    ['assign', {}, ''],
    ['comment', { comment: 7 }, '/comment'],
    ['comment', { comment: 'x', urgent: true }, '/urgent'],
    ['acknowledge', { comment: 'x' }, '/comment'],
    ['acknowledge', [], ''],
  ])('of %s, %j, is refused with where it is wrong', async (action, body, pointer) => {
    await raised();
    expect(await api.post(`${alert}/${action}`, body)).toMatchObject({
      status: 400,
      body: { type: '/problems/invalid-body', pointer, detail: expect.any(String) },
    });
    expect(changes()).toEqual(['raised']);
  });

  test.each([
    ['that is not JSON', '{', {}, 400, 'json-malformed'],
    ['of another type', '{"comment":"x"}', { 'content-type': 'text/plain' }, 415, 'unsupported-type'],
    ['that is compressed', '{"comment":"x"}', { 'content-encoding': 'gzip' }, 415, 'unsupported-encoding'],
    ['of over 16 KiB', `{"comment":"x"}${' '.repeat(16 * 1024)}`, {}, 413, 'body-too-large'],
  ])('%s is refused', async (_, body, headers, status, type) => {
    await raised();
    expect(await api.post(`${alert}/comment`, body, { headers })).toMatchObject({
      status,
      body: { type: `/problems/${type}` },
    });
  });

  test.each([
    ['a snooze of a week', 'snooze', { seconds: 604_800 }, { seconds: 604_801 }],
    ['a snooze until in a week', 'snooze', { until: '1970-01-08T00:00:20Z' }, { until: '1970-01-08T00:00:21Z' }],
    ['an assignee of 128 characters', 'assign', { assignee: 'x'.repeat(128) }, { assignee: 'x'.repeat(129) }],
    ['a comment of 1000 characters', 'comment', { comment: 'x'.repeat(1000) }, { comment: 'x'.repeat(1001) }],
  ])('with %s is taken, and with more it is not', async (_, action, most, more) => {
    await raised();
    expect((await api.post(`${alert}/${action}`, most)).status).toBe(200);
    expect((await api.post(`${alert}/${action}`, more)).status).toBe(400);
  });
});
