import type { AwsRequest, AwsResponse, AwsService } from '../../../sandbox/src/wire/aws-service.ts';
import { callSiteOf } from '../call-site.ts';

/** What a function would do if it read an answer wrongly, or wrote a request wrongly: the mistake is made on the wire. */
type Lie = (service: AwsService) => AwsService;

const on =
  (operation: string, lie: (request: AwsRequest, service: AwsService) => Promise<AwsResponse>): Lie =>
  (service) =>
  (request) =>
    callSiteOf('', request).operation === operation ? lie(request, service) : service(request);

const json = (value: object): string => JSON.stringify(value);
const parsed = (body: Buffer | string) => JSON.parse(body.toString());
const isRegistry = (request: AwsRequest): boolean => callSiteOf('', request).resource.includes('-registry-');

export const answerTaken = on('PutRecords', async (request, service) => {
  const answer = await service(request);
  if (answer.status !== 200) return answer;
  const { Records } = parsed(answer.body);
  return {
    ...answer,
    body: json({ FailedRecordCount: 0, Records: Records.map(() => ({ SequenceNumber: '1', ShardId: 's' })) }),
  };
});

export const sendTwice = on('PutRecords', async (request, service) => {
  const answer = await service(request);
  return answer.status === 200 && parsed(answer.body).FailedRecordCount > 0 ? service(request) : answer;
});

export const withoutVersion = on('WriteRecords', async (request, service) => {
  const body = request.body.toString('utf8').replaceAll(/,?"Version":\d+/g, '');
  return service({ ...request, body: Buffer.from(body) });
});

export const sayWritten = on('WriteRecords', async (request, service) => {
  const answer = await service(request);
  return answer.status === 419 ? { ...answer, status: 200, body: json({ RecordsIngested: { Total: 100 } }) } : answer;
});

export const refuseWholeBatch = on('WriteRecords', async (request, service) => {
  const answer = await service(request);
  return answer.status === 419
    ? { ...answer, status: 400, body: json({ __type: 'ValidationException', message: 'rejected' }) }
    : answer;
});

export const answerRegistryAsAbsent = on('GetObject', async (request, service) => {
  const answer = await service(request);
  return isRegistry(request) && answer.status >= 400
    ? { ...answer, status: 404, body: '<Error><Code>NoSuchKey</Code></Error>' }
    : answer;
});

export const sayKept = on('PutObject', async (request, service) => {
  const answer = await service(request);
  return answer.status === 200 ? answer : { status: 200, headers: { etag: '"kept"' }, body: '' };
});

export const nameSetAsideByFirstRecord = on('PutObject', (request, service) =>
  service({ ...request, path: request.path.replace(/-[0-9a-f]{32}\.ndjson$/, '.ndjson') }),
);

export const saveWithoutCondition = on('PutItem', (request, service) => {
  const {
    ConditionExpression: _,
    ExpressionAttributeNames: __,
    ExpressionAttributeValues: ___,
    ...input
  } = parsed(request.body);
  return service({ ...request, body: Buffer.from(json(input)) });
});

export const saveWithoutTimer = on('PutItem', (request, service) => {
  const { Item, ...input } = parsed(request.body);
  const { wakeAt: _, slot: __, ...item } = Item;
  return service({ ...request, body: Buffer.from(json({ ...input, Item: item })) });
});

export const forgetUnprocessedItems = on('BatchWriteItem', async (request, service) => {
  const answer = await service(request);
  return answer.status === 200 ? { ...answer, body: json({ ...parsed(answer.body), UnprocessedItems: {} }) } : answer;
});

export const ignoreFailedMessages = on('PublishBatch', async (request, service) => {
  const answer = await service(request);
  return { ...answer, body: answer.body.toString().replace(/<Failed>.*<\/Failed>/s, '<Failed/>') };
});
