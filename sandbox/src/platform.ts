import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { type ApiRoute, createHttpApi } from './api-gateway/http-api.ts';
import { createIssuer } from './api-gateway/issuer.ts';
import { region } from './aws/account.ts';
import { createAthena } from './aws/athena/athena.ts';
import { createDynamoDb } from './aws/dynamodb.ts';
import { createEventSourceMapping, type EventSourceMapping } from './aws/event-source-mapping/event-source-mapping.ts';
import { createEventBridge } from './aws/eventbridge/eventbridge.ts';
import { createFirehose } from './aws/firehose/firehose.ts';
import { createCatalog } from './aws/glue/catalog.ts';
import { createGlue } from './aws/glue/glue.ts';
import { createSqlJobRunner } from './aws/glue/run-sql-job.ts';
import { createKinesis } from './aws/kinesis/kinesis.ts';
import { createS3 } from './aws/s3/s3.ts';
import { createSns } from './aws/sns/sns.ts';
import { createSqs } from './aws/sqs.ts';
import { createTimestream } from './aws/timestream/timestream.ts';
import { startClock } from './clock.ts';
import { createCustomResources } from './deploy/custom-resources.ts';
import { eventSourceMappingSettings } from './deploy/event-source-mapping-settings.ts';
import type { Properties } from './deploy/template.ts';
import { openLogFiles } from './gateway/log-files.ts';
import { createMetrics } from './gateway/metrics.ts';
import { outboxPage } from './gateway/outbox-page.ts';
import { routeToService } from './gateway/route-to-service.ts';
import { type Served, serve } from './gateway/serve.ts';
import { createLambda } from './lambda/lambda.ts';
import { openStateFile } from './state-file.ts';

export type Platform = Awaited<ReturnType<typeof createPlatform>>;

type Settings = {
  /** Everything that is kept lies below it. */
  directory: string;
  /** Of the AWS endpoint; the APIs take the ports behind it. 0 takes free ones. */
  port: number;
};

/** Every emulated service, wired to the others and served on loopback, with nothing deployed yet. */
export const createPlatform = async ({ directory, port }: Settings) => {
  const clock = startClock();
  mkdirSync(directory, { recursive: true });
  const state = openStateFile(join(directory, 'state'));
  const parameters = new Map<string, string>();
  const mappings = new Map<string, EventSourceMapping>();
  const apis = new Map<string, Served>();
  const metrics = createMetrics();
  let endpoint: Served | undefined;
  const url = () => endpoint?.url ?? '';

  const logs = openLogFiles(join(directory, 'logs'));
  const lambda = createLambda({
    clock,
    log(functionName, line) {
      logs.write(functionName, line);
      metrics.read(functionName, line);
    },
  });
  const sqs = createSqs({ clock });
  const deadLetter = async (queueArn: string, message: string, attributes: Record<string, string>) => {
    await sqs.send(queueArn, message, attributes);
  };
  /** A function that fails rejects, so that the sender's retry policy decides; Lambda's own two retries are left out. */
  const invokeAsynchronously = async (functionArn: string, payload: string): Promise<void> => {
    const { functionError, payload: answer } = await lambda.invoke(functionArn, payload);
    if (functionError) logs.write(functionArn.split(':')[6] ?? '', answer);
    if (functionError) throw new Error(`${functionArn} failed: ${answer}`);
  };
  const deliverEvent = async (arn: string, payload: string): Promise<void> => {
    if (arn.includes(':sqs:')) await deadLetter(arn, payload, {});
    else if (arn.includes(':firehose:')) firehose.put(arn, payload);
    else await invokeAsynchronously(arn, payload);
  };
  const eventBridge = createEventBridge({ clock, deadLetter, deliver: deliverEvent });
  const kinesis = createKinesis({ clock });
  const s3 = createS3({ clock, directory: join(directory, 's3'), emit: eventBridge.emit });
  const sns = createSns({ clock, deliver: invokeAsynchronously, deadLetter, post, endpoint: url });
  const dynamoDb = createDynamoDb({ path: join(directory, 'dynamodb') });
  const firehose = createFirehose({ clock, kinesis, invoke: lambda.invoke, s3 });
  const timestream = await createTimestream({
    clock,
    path: join(directory, 'hot-store.duckdb'),
    putObject: s3.putObject,
  });
  const catalog = createCatalog({ clock });
  const runJob = createSqlJobRunner({ s3, catalog });
  const glue = createGlue({ clock, catalog, emit: eventBridge.emit, runJob });
  const athena = createAthena({ clock, s3, catalog });
  const issuer = await createIssuer(() => `${url()}/issuer`);
  const customResources = createCustomResources({ invoke: lambda.invoke, url });

  const persistent = { athena, eventBridge, firehose, glue, kinesis, sns, sqs };
  for (const [name, each] of Object.entries(persistent)) state.restore(name, each);

  const services = {
    athena: athena.service,
    dynamodb: dynamoDb.service,
    events: eventBridge.service,
    firehose: firehose.service,
    glue: glue.service,
    kinesis: kinesis.service,
    lambda: lambda.service,
    s3: s3.service,
    sns: sns.service,
    sqs: sqs.service,
    timestream: timestream.service,
  };
  const pages = { '/issuer': issuer.service, '/custom-resources': customResources.service, '/outbox': outboxPage(sns) };
  endpoint = await serve(routeToService(services, pages), port);

  return {
    ...{ athena, dynamoDb, eventBridge, firehose, glue, issuer, kinesis, lambda, metrics, s3, sns, sqs, timestream },
    directory,
    url,
    /** Names of the deployed rules and schedules that fire by the clock, and the ARNs of what they call. */
    schedules: new Map<string, readonly string[]>(),
    /** URL of the HTTP API of that name. */
    apiUrl: (name: string): string => apis.get(name)?.url ?? '',
    /** Event source mappings by their function. */
    mappings: mappings as ReadonlyMap<string, EventSourceMapping>,

    parameter(name: string): string {
      if (name.endsWith('/jwt-issuer')) return `${url()}/issuer`;
      const value = parameters.get(name);
      if (value === undefined) throw new Error(`No SSM parameter ${name}`);
      return value;
    },
    setParameter: (name: string, value: string): unknown => parameters.set(name, value),
    createCustom: customResources.create,

    async serveApi(name: string, routes: ApiRoute[]): Promise<void> {
      const api = createHttpApi({ clock, invoke: lambda.invoke, verify: issuer.verify }, routes);
      apis.set(name, await serve(api, port === 0 ? 0 : port + 1 + apis.size));
    },

    mapEventSource(logicalId: string, properties: Properties): void {
      const settings = eventSourceMappingSettings(logicalId, properties);
      const mapping = createEventSourceMapping({
        ...{ clock, kinesis, invoke: lambda.invoke, settings },
        deliverFailure: async (arn, document, objectKey) => {
          const body = JSON.stringify(document);
          if (arn.startsWith('arn:aws:s3:::'))
            await s3.putObject({ bucket: arn.slice('arn:aws:s3:::'.length), key: objectKey, body });
          else await deadLetter(arn, body, {});
        },
      });
      const functionName = settings.functionName.split(':').at(-1) ?? '';
      state.restore(`mapping ${functionName}`, mapping);
      mappings.set(functionName, mapping);
      mapping.start();
    },

    /** The variables that Lambda itself sets, and where AWS is. */
    lambdaEnvironment: (name: string, { MemorySize = 128 }: Properties): Record<string, string> => ({
      AWS_ACCESS_KEY_ID: 'sandbox',
      AWS_SECRET_ACCESS_KEY: 'sandbox',
      AWS_REGION: region,
      AWS_ENDPOINT_URL: url(),
      AWS_LAMBDA_FUNCTION_NAME: name,
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: String(MemorySize),
    }),

    /** The hot store is flushed behind the checkpoints, so that a crash repeats rather than loses what came in between. */
    async saveState(): Promise<void> {
      const kept = Object.entries(persistent).map(([name, each]) => [name, each.save()]);
      const checkpoints = [...mappings].map(([name, each]) => [`mapping ${name}`, each.save()]);
      const moment = structuredClone(Object.fromEntries([...kept, ...checkpoints]));
      await timestream.flush();
      state.write(moment);
    },

    async close(): Promise<void> {
      for (const mapping of mappings.values()) mapping.stop();
      clock.stop();
      await this.saveState();
      await Promise.all([endpoint?.close(), ...[...apis.values()].map((api) => api.close())]);
      await lambda.stop();
      await logs.close();
      await dynamoDb.close();
      await timestream.close();
    },
  };
};

/** Posts to an HTTP subscriber of SNS, which gives it 15 seconds. */
const post = async (url: string, headers: Record<string, string>, body: string): Promise<number> => {
  const response = await fetch(url, { method: 'POST', headers, body, signal: AbortSignal.timeout(15_000) });
  await response.body?.cancel();
  return response.status;
};
