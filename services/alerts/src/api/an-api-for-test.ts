import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AlertNotification } from '@millrace/shared/contracts/alert-notification';
import type { AlertRule } from '@millrace/shared/contracts/alert-rule';
import type { DeviceVersion } from '@millrace/shared/contracts/device-registry';
import type { EnrichedReading } from '@millrace/shared/contracts/enriched-reading';
import type { World } from '@millrace/shared/runtime/world';
import { aDelivered } from '@millrace/shared/testing/a-delivered';
import { aRegistry } from '@millrace/shared/testing/a-registry';
import { anEnrichedReading } from '@millrace/shared/testing/an-enriched-reading';
import { createHttpApi } from '../../../../sandbox/src/api-gateway/http-api.ts';
import { createDynamoDb } from '../../../../sandbox/src/aws/dynamodb.ts';
import { createEventBridge } from '../../../../sandbox/src/aws/eventbridge/eventbridge.ts';
import { createS3 } from '../../../../sandbox/src/aws/s3/s3.ts';
import { createSns } from '../../../../sandbox/src/aws/sns/sns.ts';
import { virtualClock } from '../../../../sandbox/src/clock.ts';
import { routeToService } from '../../../../sandbox/src/gateway/route-to-service.ts';
import type { AwsService } from '../../../../sandbox/src/wire/aws-service.ts';
import { inProcess } from '../../../../sandbox/src/wire/in-process.ts';
import { actOnAlert } from '../act-on-alert/act-on-alert.ts';
import { actOnRule } from '../act-on-rule/act-on-rule.ts';
import { evaluateReadings } from '../evaluate/evaluate-readings.ts';
import { getAlert } from '../get-alert/get-alert.ts';
import { listAlerts } from '../list-alerts/list-alerts.ts';
import { listDeviceRules } from '../list-device-rules/list-device-rules.ts';
import { wireAlerting } from '../wire-alerting.ts';

/** Claims of somebody who may act. */
export const ann = { tenant: 'ward-a', scope: 'alerts:act', sub: 'ann' };

// biome-ignore lint/suspicious/noExplicitAny: each route answers another body, which the tests look into
export type Answer = { status: number; headers: Record<string, string>; body: any };
type Asking = { claims?: Record<string, string>; headers?: Record<string, string> };

/** What a request to one of these services meets: `before` it is done, or `after`; true breaks the connection. */
type Fault = (target: string, when: 'before' | 'after') => boolean | undefined | Promise<boolean | undefined>;

/**
 * The API behind an HTTP gateway, as serverless.yml has its routes, with the functions' own wirings on emulated services.
 * Time is in seconds and passes when the test says so; every token is its claims.
 */
export const anApi = async (rules: AlertRule[], registered: Record<string, DeviceVersion[]> = {}) => {
  const directory = mkdtempSync(join(tmpdir(), 'alerts-api-'));
  const clock = virtualClock();
  let now = 0;
  let fault: Fault = () => undefined;
  const dynamoDb = createDynamoDb();
  const nobody = async () => {};
  const events = createEventBridge({ clock, deliver: nobody, deadLetter: nobody });
  const s3 = createS3({ clock, directory, emit: events.emit });
  const sns = createSns({
    clock,
    endpoint: () => 'http://sns',
    post: async () => 200,
    deliver: nobody,
    deadLetter: nobody,
  });
  const aws = routeToService(
    { dynamodb: dynamoDb.service, events: events.service, s3: s3.service, sns: sns.service },
    {},
  );
  const faulty: AwsService = async (request) => {
    const target = request.headers['x-amz-target'] ?? /Action=\w+/.exec(request.body.toString())?.[0] ?? request.path;
    const broken = { status: 500, headers: {}, body: '{"__type":"InternalServerError"}' };
    if (await fault(target, 'before')) return broken;
    const answer = await aws(request);
    return (await fault(target, 'after')) ? broken : answer;
  };
  const world: World = {
    client: {
      maxAttempts: 1,
      endpoint: 'http://localhost',
      region: 'eu-central-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      requestHandler: inProcess(faulty) as never,
    },
    now: () => now * 1000,
    retry: { attempts: 1, baseDelay: 0, maxDelay: 0, pause: async () => {}, random: () => 0 },
  };
  for (const table of tables) await dynamoDb.createTable(table);
  for (const name of ['rules', 'registry']) s3.createBucket({ name });
  let version = 0;
  const publish = async (each: AlertRule[]): Promise<void> => {
    version += 1;
    const body = JSON.stringify({ version, publishedAt: 0, rules: each });
    await s3.putObject({ bucket: 'rules', key: 'rules.json', body });
  };
  await publish(rules);
  for (const [key, body] of Object.entries(aRegistry(registered)))
    await s3.putObject({ bucket: 'registry', key, body });
  events.createEventBus({ name: 'bus' });
  const topic = sns.createTopic({ name: 'alerts' }).arn;
  const config = {
    ...{ ALERT_STATES_TABLE: 'states', ALERT_HISTORY_TABLE: 'history', ALERT_NOTIFICATIONS_TOPIC: topic },
    ...{ RULES_BUCKET: 'rules', REGISTRY_BUCKET: 'registry', BUS: 'bus' },
  };
  const functions: Record<string, ReturnType<typeof listAlerts>> = {
    'list-alerts': listAlerts(config, world),
    'get-alert': getAlert(config, world),
    'act-on-alert': actOnAlert(config, world),
    'list-device-rules': listDeviceRules(config, world),
    'act-on-rule': actOnRule(config, world),
  };
  let remaining = 29_000;
  const gateway = createHttpApi(
    {
      clock,
      invoke: async (name, payload) => {
        const answer = await functions[name]?.(JSON.parse(payload), { getRemainingTimeInMillis: () => remaining });
        return { payload: JSON.stringify(answer) };
      },
      verify: async (token) => JSON.parse(Buffer.from(token, 'base64url').toString()),
    },
    routes(),
  );
  const ask = async (
    method: string,
    path: string,
    body: unknown,
    { claims = ann, headers = {} }: Asking,
  ): Promise<Answer> => {
    const url = new URL(path, 'http://api');
    const answer = await gateway({
      method,
      path: url.pathname,
      query: url.searchParams,
      headers: {
        authorization: `Bearer ${Buffer.from(JSON.stringify(claims)).toString('base64url')}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      body: Buffer.from(body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)),
    });
    return { ...answer, body: JSON.parse(String(answer.body)) };
  };
  const { devices, currentRules } = wireAlerting(config, world);
  const evaluate = evaluateReadings({ ...devices, currentRules });
  return {
    publish,
    get: (path: string, asking: Asking = {}) => ask('GET', path, undefined, asking),
    post: (path: string, body?: unknown, asking: Asking = {}) => ask('POST', path, body, asking),
    /** A heart rate at a time of the device's clock, which is right unless `receivedAt` says otherwise. */
    async read(time: number, value: number, given: Partial<EnrichedReading> = {}) {
      now = Math.max(now, time);
      const deviceId = given.deviceId ?? 'monitor-01';
      const reading = anEnrichedReading({
        ...{ id: `${deviceId}:${time}`, time: time * 1000, receivedAt: time * 1000 },
        measures: { 'heart-rate': { value } },
        ...given,
      });
      return evaluate([aDelivered(reading)]);
    },
    at(time: number) {
      now = time;
    },
    /** From now on. */
    fail(with_: Fault = () => undefined) {
      fault = with_;
    },
    /** Milliseconds that functions have left. */
    hurry(milliseconds: number) {
      remaining = milliseconds;
    },
    record: async (deviceId: string) => (await devices.load([deviceId]))[0],
    /** What subscribers have heard. */
    told: (): AlertNotification[] => sns.outbox().map(({ body }) => JSON.parse(body)),
    async close() {
      await sleep(0);
      await dynamoDb.close();
      rmSync(directory, { recursive: true });
      rmSync(`${directory}-meta`, { recursive: true, force: true });
    },
  };
};

const serverless = readFileSync(new URL('../../serverless.yml', import.meta.url), 'utf8');

/** The routes of serverless.yml with the folders of their functions. */
const routes = () =>
  serverless.split(/^ {4}handler: src\//m).flatMap((block) => {
    const [functionName = ''] = block.split('/');
    return [
      ...block.matchAll(/httpApi: \{ method: (\w+), path: "?([^\s",]+)"?, authorizer: \{ name: tenants \} \}/g),
    ].map(([, method, path]) => ({
      routeKey: `${method} ${path}`,
      functionName,
      authorizer: { issuer: 'i', audience: ['a'] },
    }));
  });

const attributes = (types: Record<string, string>) =>
  Object.entries(types).map(([AttributeName, AttributeType]) => ({ AttributeName, AttributeType }));
const keys = (hash: string, range?: string) => [
  { AttributeName: hash, KeyType: 'HASH' },
  ...(range === undefined ? [] : [{ AttributeName: range, KeyType: 'RANGE' }]),
];

const tables = [
  {
    TableName: 'states',
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: attributes({ id: 'S', alerting: 'S' }),
    KeySchema: keys('id'),
    GlobalSecondaryIndexes: [
      { IndexName: 'alerting', KeySchema: keys('alerting', 'id'), Projection: { ProjectionType: 'KEYS_ONLY' } },
    ],
  },
  {
    TableName: 'history',
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: attributes({ alertId: 'S', number: 'N', closedFor: 'S', time: 'N' }),
    KeySchema: keys('alertId', 'number'),
    GlobalSecondaryIndexes: [
      { IndexName: 'closed', KeySchema: keys('closedFor', 'time'), Projection: { ProjectionType: 'ALL' } },
    ],
  },
];
