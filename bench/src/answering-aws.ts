import { readFileSync } from 'node:fs';
import { rulesKey } from '@millrace/shared/contracts/alert-rule';
import { aDeviceVersion, aRegistry } from '@millrace/shared/testing/a-registry';
import { type Served, serve } from '../../sandbox/src/gateway/serve.ts';
import { exampleRules } from '../../sandbox/src/seed/example-rules.ts';
import type { AwsRequest, AwsService } from '../../sandbox/src/wire/aws-service.ts';
import { benchDevices } from './readings.ts';

/**
 * AWS as cheap as it can be: every call is answered at once with success, so that what is measured is the handler and the
 * real SDK client in it, sending over loopback. It runs in another process than the handler.
 */
export const serveAnsweringAws = (): Promise<Served> => serve(answer, 0);

const answer: AwsService = async (request) => {
  const operation = request.headers['x-amz-target']?.split('.').at(-1);
  const body = operation ? JSON.stringify(answers[operation]?.(request) ?? {}) : objectOf(request);
  const headers = { 'content-type': operation ? 'application/x-amz-json-1.1' : 'application/json', etag: '"e"' };
  return { status: body === undefined ? 404 : 200, headers, body: body ?? '<Error><Code>NoSuchKey</Code></Error>' };
};

const answers: Record<string, (request: AwsRequest) => object> = {
  PutRecords: ({ body }) => ({
    FailedRecordCount: 0,
    Records: Array(body.toString('latin1').split('"PartitionKey"').length - 1).fill({
      SequenceNumber: '1',
      ShardId: 's',
    }),
  }),
  PutEvents: () => ({ FailedEntryCount: 0, Entries: [] }),
  BatchGetItem: () => ({ Responses: {}, UnprocessedKeys: {} }),
};

const objectOf = ({ method, path }: AwsRequest): string | undefined => {
  if (method !== 'GET') return '';
  const key = path.split('/').slice(2).join('/');
  if (key === rulesKey) return rules;
  return registry[key];
};

/** The thresholds among the examples, which earlier figures were measured with as well. */
const thresholds = exampleRules().filter(({ when }) => when.threshold);
const rules = JSON.stringify({ version: 1, publishedAt: 0, rules: thresholds });

const exampleTypes = new URL('../../tools/registry/examples/device-types.json', import.meta.url);
const registry = aRegistry(Object.fromEntries(benchDevices.map((deviceId) => [deviceId, [aDeviceVersion()]])), {
  types: JSON.parse(readFileSync(exampleTypes, 'utf8')).types,
});
