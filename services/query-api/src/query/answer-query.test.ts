import type { Page } from '@millrace/shared/rest/parameter';
import type { HttpRequest } from '@millrace/shared/runtime/http';
import type { AskPage, Question } from '../athena/ask-page.ts';
import { answerDeviceQuery } from '../devices/answer-device-query.ts';
import { latestValues } from '../latest/latest-values.ts';
import { answerNamedQuery } from '../queries/answer-named-query.ts';
import { measureSeries } from '../series/measure-series.ts';
import { answerQuery } from './answer-query.ts';

const now = Date.UTC(2026, 10, 23, 12);

const aRequest = (given: Partial<HttpRequest> = {}): HttpRequest => ({
  route: '',
  path: {},
  query: {},
  headers: {},
  claims: { tenant: 'ward-a' },
  body: Buffer.alloc(0),
  ...given,
});

/** Answers every question with the rows; `asked` is what came to Athena. */
const answering = (...rows: Record<string, string | null>[]) => {
  const asked: [Question, Page][] = [];
  const ask: AskPage = async (question, page) => {
    asked.push([question, page]);
    return { rows, nextToken: 'next' };
  };
  const answer = answerQuery({ ask, now: () => now });
  const readDevice = async (deviceId: string) =>
    deviceId === 'monitor-01'
      ? [
          { validFrom: 0, tenant: 'ward-b', type: 'monitor', site: 's', labels: {} },
          { validFrom: 5, tenant: 'ward-a', type: 'monitor', site: 's', labels: {} },
        ]
      : [];
  return {
    asked,
    latest: answerDeviceQuery({ readDevice, answer: answer(latestValues) }),
    series: answerDeviceQuery({ readDevice, answer: answer(measureSeries) }),
    named: answerNamedQuery({ answer }),
  };
};

const monitor = { deviceId: 'monitor-01' };

test('the tenant of the token is the first parameter and the device the second', async () => {
  const { asked, latest } = answering();
  await latest(aRequest({ path: monitor }));
  expect(asked).toEqual([
    [
      {
        sql: latestValues.sql,
        literals: ["'ward-a'", "'monitor-01'", "'2026-11-16'", "'2026-11-24'"],
        subjects: 2,
      },
      { limit: 1000 },
    ],
  ]);
});

test('values are answered as the numbers, booleans and texts that they were', async () => {
  const common = { unit: null, code: null, time_ms: String(now), received_ms: String(now + 1) };
  const { latest } = answering(
    { measure: 'hr', value_number: '7.15E1', value_text: null, ...common },
    { measure: 'lead-on', value_number: '0.0', value_text: 'false', ...common },
    { measure: 'state', value_number: null, value_text: 'probe-off', ...common },
  );
  const { status, body } = await latest(aRequest({ path: monitor }));
  expect(status).toBe(200);
  expect(body).toEqual({
    items: [
      {
        measure: 'hr',
        value: 71.5,
        unit: null,
        code: null,
        time: '2026-11-23T12:00:00.000Z',
        receivedAt: '2026-11-23T12:00:00.001Z',
      },
      expect.objectContaining({ value: false }),
      expect.objectContaining({ value: 'probe-off' }),
    ],
    nextToken: 'next',
  });
});

test('a token without a tenant is refused', async () => {
  const { asked, latest, named } = answering();
  await expect(latest(aRequest({ path: monitor, claims: {} }))).rejects.toMatchObject({ status: 403 });
  await expect(named(aRequest({ path: { name: 'measure-summary' }, claims: {} }))).rejects.toMatchObject({
    status: 403,
  });
  expect(asked).toEqual([]);
});

test('a device that is not registered, or only to others, is unknown, and nothing is asked', async () => {
  const { asked, latest } = answering();
  await expect(latest(aRequest({ path: { deviceId: 'monitor-02' } }))).rejects.toMatchObject({ status: 404 });
  await expect(latest(aRequest({ path: monitor, claims: { tenant: 'ward-c' } }))).rejects.toMatchObject({
    status: 404,
  });
  expect(asked).toEqual([]);
});

test('a device that changed hands is known to the tenant it had', async () => {
  const { asked, latest } = answering();
  await latest(aRequest({ path: monitor, claims: { tenant: 'ward-b' } }));
  expect(asked[0]?.[0].literals[0]).toBe("'ward-b'");
});

test('a series asks for its range by date and by time', async () => {
  const { asked, series } = answering({ start_ms: '0', readings: '2', average: '1.5', minimum: '1.0', maximum: '2.0' });
  const { body } = await series(
    aRequest({
      path: monitor,
      query: { measure: 'spo2', from: '2026-11-22T23:00:00Z', to: '2026-11-24T00:00:00Z', interval: 'PT1H' },
    }),
  );
  expect(asked[0]?.[0].literals.slice(2)).toEqual([
    "'spo2'",
    "'2026-11-22'",
    "'2026-11-23'",
    String(Date.UTC(2026, 10, 22, 23)),
    String(Date.UTC(2026, 10, 24)),
    '3600000',
  ]);
  expect(body).toMatchObject({ items: [{ start: '1970-01-01T00:00:00.000Z', count: 2, avg: 1.5, min: 1, max: 2 }] });
});

test.each<[string, Record<string, string>, string]>([
  ['a range that ends before it begins', { from: '2', to: '1' }, 'from'],
  ['an empty range', { from: '2', to: '2' }, 'from'],
  ['a range of over 31 days', { from: '0', to: String(31 * 86_400_000 + 1), interval: '1d' }, 'from'],
  ['over 5,000 buckets', { from: '0', to: '5001000', interval: '1s' }, 'interval'],
])('a series refuses %s and names the parameter', async (_, query, parameter) => {
  const { asked, series } = answering();
  const request = aRequest({ path: monitor, query: { measure: 'spo2', ...query } });
  await expect(series(request)).rejects.toMatchObject({ status: 400, extra: { parameter } });
  expect(asked).toEqual([]);
});

test('5,000 buckets are answered', async () => {
  const { asked, series } = answering();
  await series(aRequest({ path: monitor, query: { measure: 'spo2', from: '0', to: '5000000', interval: '1s' } }));
  expect(asked).toHaveLength(1);
});

test('the list of queries names what each expects', async () => {
  const { body } = await answering().named(aRequest());
  expect(body).toMatchObject({
    items: expect.arrayContaining([
      {
        name: 'silent-devices',
        description: expect.any(String),
        parameters: [
          {
            name: 'silentFor',
            description: expect.any(String),
            expects: expect.any(String),
            required: false,
            default: '1h',
          },
        ],
      },
    ]),
  });
});

test.each(['no-such-query', 'constructor', ''])('a query called %j is unknown', async (name) => {
  await expect(answering().named(aRequest({ path: { name } }))).rejects.toMatchObject({ status: 404 });
});

test('a query by name asks with the tenant alone', async () => {
  const { asked, named } = answering();
  await named(aRequest({ path: { name: 'silent-devices' }, query: { silentFor: '30m', limit: '5' } }));
  expect(asked).toMatchObject([
    [{ literals: ["'ward-a'", "'2026-11-16'", "'2026-11-24'", String(now - 1_800_000)], subjects: 1 }, { limit: 5 }],
  ]);
});
