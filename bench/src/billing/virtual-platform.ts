import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import type { DeviceRow } from '@millrace/registry/device-row';
import { importRegistry } from '@millrace/registry/import-registry';
import { registryStore } from '@millrace/registry/registry-store';
import { defaultRetry } from '@millrace/shared/runtime/retry';
import type { World } from '@millrace/shared/runtime/world';
import { createEventSourceMapping } from '../../../sandbox/src/aws/event-source-mapping/event-source-mapping.ts';
import { createEventBridge } from '../../../sandbox/src/aws/eventbridge/eventbridge.ts';
import { createFirehose } from '../../../sandbox/src/aws/firehose/firehose.ts';
import { createKinesis } from '../../../sandbox/src/aws/kinesis/kinesis.ts';
import { createS3 } from '../../../sandbox/src/aws/s3/s3.ts';
import { type Point, readPoints } from '../../../sandbox/src/aws/timestream/read-points.ts';
import { createTimestream } from '../../../sandbox/src/aws/timestream/timestream.ts';
import { virtualClock } from '../../../sandbox/src/clock.ts';
import { eventSourceMappingSettings } from '../../../sandbox/src/deploy/event-source-mapping-settings.ts';
import { readPackages } from '../../../sandbox/src/deploy/read-packages.ts';
import { type ResolvedResource, resolveTemplate } from '../../../sandbox/src/deploy/resolve-template.ts';
import { routeToService } from '../../../sandbox/src/gateway/route-to-service.ts';
import type { Invoke } from '../../../sandbox/src/lambda/invoke.ts';
import { bucketName } from '../../../sandbox/src/seed/names.ts';
import type { AwsService } from '../../../sandbox/src/wire/aws-service.ts';
import { inProcess } from '../../../sandbox/src/wire/in-process.ts';
import type { Trace } from './trace.ts';
import { type Wire, wirings } from './wirings.ts';

const root = join(import.meta.dirname, '../../..');

export type VirtualPlatform = Awaited<ReturnType<typeof createVirtualPlatform>>;

/** Of the gateways' tokens, and of the registry. */
export const tenant = 'ward-a';

/**
 * The way of a reading from `receive` to the hot store and the lake, deployed from the compiled templates into the
 * sandbox's emulators: the services' own wirings with the real SDK clients, in one process and in virtual time.
 */
export const createVirtualPlatform = async (trace: Trace, directory: string) => {
  const clock = virtualClock();
  const requests = new Map<string, number>();
  const points: Point[] = [];
  const eventBridge = createEventBridge({ clock, deliver: async () => {}, deadLetter: async () => {} });
  const kinesis = createKinesis({ clock });
  const s3 = createS3({ clock, directory, emit: eventBridge.emit });
  const timestream = await createTimestream({ clock });
  const service = routeToService(
    counting(requests, {
      events: eventBridge.service,
      kinesis: kinesis.service,
      s3: s3.service,
      timestream: keeping(points, timestream.service),
    }),
    {},
  );
  const world: World = {
    client: { maxAttempts: 1, requestHandler: inProcess(service), endpoint: 'http://127.0.0.1' },
    now: clock.now,
    retry: { ...defaultRetry, attempts: 1 },
  };

  const functions = new Map<string, ReturnType<Wire>>();
  const invocations = new Map<string, number>();
  let underWay = 0;
  const invoke: Invoke = async (functionName, payload) => {
    const name = functionName.slice(functionName.lastIndexOf(':') + 1);
    const handler = functions.get(name);
    if (!handler) throw new Error(`${name} is not wired`);
    invocations.set(name, (invocations.get(name) ?? 0) + 1);
    underWay += 1;
    try {
      return { payload: JSON.stringify(await handler(JSON.parse(payload) as never)) };
    } finally {
      underWay -= 1;
    }
  };
  const firehose = createFirehose({ clock, kinesis, invoke, s3 });

  const resources = readPackages(root).flatMap(({ service: name, template }) =>
    resolveTemplate(template, (parameter) => parameter).map((resource) => ({ service: name, ...resource })),
  );
  const ofType = (type: string) => resources.filter((resource) => resource.type === type);
  for (const { identity } of ofType('AWS::S3::Bucket')) s3.createBucket({ name: identity.ref });
  for (const { properties } of ofType('AWS::Events::EventBus')) eventBridge.createEventBus({ name: properties.Name });
  for (const { properties } of ofType('AWS::Kinesis::Stream')) kinesis.createStream({ name: properties.Name });
  for (const { properties } of ofType('AWS::Timestream::Database'))
    await timestream.createDatabase(properties as never);
  for (const { properties } of ofType('AWS::Timestream::Table')) await timestream.createTable(properties as never);
  for (const resource of ofType('AWS::Lambda::Function')) {
    const wire = wirings[functionName(resource)];
    if (wire) functions.set(resource.identity.ref, wire(resource.properties.Environment.Variables, world));
  }
  for (const { properties } of ofType('AWS::KinesisFirehose::DeliveryStream'))
    firehose.createDeliveryStream(properties as never);
  for (const { logicalId, properties } of ofType('AWS::Lambda::EventSourceMapping')) {
    const settings = eventSourceMappingSettings(logicalId, properties);
    const deliverFailure = async () => {
      throw new Error(`${settings.functionName} gave up records`);
    };
    if (functions.has(settings.functionName.split(':').at(-1) ?? ''))
      createEventSourceMapping({ clock, kinesis, invoke, settings, deliverFailure }).start();
  }
  // Beside what is counted: devices are registered once.
  await register(new S3Client({ requestHandler: inProcess(s3.service), endpoint: 'http://127.0.0.1' }), trace);

  return {
    kinesis,
    timestream,
    firehose,
    /** Every point that was written. */
    points: points as readonly Point[],
    requests: requests as ReadonlyMap<string, number>,
    invocations: invocations as ReadonlyMap<string, number>,
    invoke,

    /** Moves time on; what falls due is done before more time passes. */
    async advance(milliseconds: number): Promise<void> {
      for (let left = milliseconds; left > 0; left -= step) {
        await clock.advance(Math.min(left, step));
        while (underWay > 0) await new Promise((resolve) => setImmediate(resolve));
      }
    },
  };
};

/** Milliseconds. */
const step = 50;

const functionName = ({ service, properties }: ResolvedResource & { service: string }): string =>
  `${service}/${/^src\/([^/]+)\//.exec(properties.Handler)?.[1]}`;

const counting = (requests: Map<string, number>, services: Record<string, AwsService>): Record<string, AwsService> =>
  Object.fromEntries(
    Object.entries(services).map(([name, service]): [string, AwsService] => [
      name,
      (request) => {
        const operation = `${name} ${request.headers['x-amz-target']?.split('.').at(-1) ?? request.method}`;
        requests.set(operation, (requests.get(operation) ?? 0) + 1);
        return service(request);
      },
    ]),
  );

const keeping =
  (points: Point[], service: AwsService): AwsService =>
  (request) => {
    const { CommonAttributes, Records } = JSON.parse(request.body.toString('utf8'));
    points.push(...readPoints(CommonAttributes, Records));
    return service(request);
  };

const register = async (client: S3Client, { type, devices }: Trace): Promise<void> => {
  const store = registryStore({ client, bucket: bucketName('registry') });
  const row = {
    line: 0,
    tenant,
    type: type.name,
    site: 'intensive-care-2',
    labels: { floor: '3' },
    validFrom: undefined,
  };
  async function* rows(): AsyncGenerator<{ ok: DeviceRow }> {
    for (const deviceId of devices) yield { ok: { ...row, deviceId } };
  }
  const outcome = await importRegistry({ store, now: Date.now })({ rows: rows(), types: [type], mode: 'merge' });
  if (typeof outcome === 'string' || !('ok' in outcome)) throw new Error(`Not registered: ${JSON.stringify(outcome)}`);
};
