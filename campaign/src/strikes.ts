import { hashKeyOf } from '../../sandbox/src/aws/kinesis/hash-key.ts';
import type { AwsRequest, AwsResponse } from '../../sandbox/src/wire/aws-service.ts';
import type { CallSite, Operation } from './call-site.ts';

/** One call on its way to a service, as a fault sees it. */
export type Call = {
  site: CallSite;
  request: AwsRequest;
  /** Lets the service do its work, with this request or another in its place. */
  proceed(request?: AwsRequest): Promise<AwsResponse>;
  /** Milliseconds of virtual time. */
  pause(duration: number): Promise<void>;
  /** Ends the execution environment here and now; what waits for this call waits for ever. */
  die(): Promise<never>;
  random(): number;
  /** Hears of an event that nobody will ever get. */
  lose(detail: string): void;
};

/** What goes wrong with a call, and what the caller sees of it. */
type Strike = (call: Call) => Promise<AwsResponse>;

/** The codes by which each operation says that something is wrong. */
const codes: Record<string, { throttled: string; internal: string; denied: string }> = {
  PutRecords: {
    throttled: 'ProvisionedThroughputExceededException',
    internal: 'InternalFailure',
    denied: 'KMSAccessDeniedException',
  },
  WriteRecords: {
    throttled: 'ThrottlingException',
    internal: 'InternalServerException',
    denied: 'AccessDeniedException',
  },
  PutEvents: { throttled: 'ThrottlingException', internal: 'InternalException', denied: 'AccessDeniedException' },
  PublishBatch: { throttled: 'Throttled', internal: 'InternalError', denied: 'KMSAccessDenied' },
  GetObject: { throttled: 'SlowDown', internal: 'InternalError', denied: 'AccessDenied' },
  PutObject: { throttled: 'SlowDown', internal: 'InternalError', denied: 'KMS.DisabledException' },
};
const ofDynamoDb = {
  throttled: 'ProvisionedThroughputExceededException',
  internal: 'InternalServerError',
  denied: 'AccessDeniedException',
};
for (const operation of ['PutItem', 'BatchGetItem', 'BatchWriteItem', 'Query']) codes[operation] = ofDynamoDb;
const codesOf = (operation: Operation) =>
  codes[operation] ?? { throttled: 'Throttling', internal: 'InternalFailure', denied: 'AccessDenied' };

/** What can befall a call of any operation. */
const ofAny: Record<string, Strike> = {
  throttled: async ({ site }) => refusal(site, isS3(site) ? 503 : 400, codesOf(site.operation).throttled),
  'failed inside': async ({ site }) => refusal(site, 500, codesOf(site.operation).internal),
  unavailable: async ({ site }) => refusal(site, 503, 'ServiceUnavailable'),
  // The key is disabled or its policy has changed: nothing may be written in clear instead.
  'key denied': async ({ site }) => refusal(site, isS3(site) ? 403 : 400, codesOf(site.operation).denied),
  'timed out before it took effect': async ({ pause }) => {
    await pause(requestTimeout);
    throw timeout();
  },
  'timed out after it took effect': async ({ proceed, pause }) => {
    await proceed();
    await pause(requestTimeout);
    throw timeout();
  },
  'connection reset before it took effect': async () => {
    throw reset();
  },
  'connection reset after it took effect': async ({ proceed }) => {
    await proceed();
    throw reset();
  },
  // Longer than any function may run.
  'answered too late': async ({ proceed, pause }) => {
    const answer = await proceed();
    await pause(15 * 60_000);
    return answer;
  },
  'crash before': ({ die }) => die(),
  'crash after': async ({ proceed, die }) => {
    await proceed();
    return die();
  },
};

const accountThrottled: Strike = async ({ site }) => refusal(site, 400, 'ThrottlingException');

/** What can befall the calls of one operation only. */
const ofOne: Record<string, Record<string, Strike>> = {
  PutItem: { 'throttled by the account': accountThrottled },
  Query: {
    'throttled by the account': accountThrottled,
    // A page ends where a megabyte does, wherever that is.
    'page cut': ({ request, proceed }) => {
      const body = JSON.stringify({ ...JSON.parse(request.body.toString('utf8')), Limit: 1 });
      return proceed({ ...request, body: Buffer.from(body) });
    },
  },
  BatchGetItem: {
    'throttled by the account': accountThrottled,
    'part unprocessed': (call) => partlyProcessed(call, 'UnprocessedKeys'),
  },
  BatchWriteItem: {
    'throttled by the account': accountThrottled,
    'part unprocessed': (call) => partlyProcessed(call, 'UnprocessedItems'),
  },
  PublishBatch: {
    'part failed inside': (call) => partlyPublished(call, 'InternalError', false),
    'part refused': (call) => partlyPublished(call, 'InvalidParameter', true),
  },
  PutRecords: {
    'key throttled': async ({ site }) => refusal(site, 400, 'KMSThrottlingException'),
    'part throttled': (call) => partly(call, 'Records', 'ProvisionedThroughputExceededException'),
    'part failed inside': (call) => partly(call, 'Records', 'InternalFailure'),
    // Every other sixteenth of the hash range takes nothing; whoever puts there is refused however often he tries.
    'hot shard': (call) =>
      partly(call, 'Records', 'ProvisionedThroughputExceededException', (entry) => {
        const { ExplicitHashKey, PartitionKey = '' } = entry as { ExplicitHashKey?: string; PartitionKey?: string };
        return /^[02468ace]/.test(hashKeyOf(PartitionKey, ExplicitHashKey));
      }),
  },
  PutEvents: {
    'part throttled': (call) => partly(call, 'Entries', 'ThrottlingException'),
    // Taken, and never delivered to anyone.
    'event lost': async ({ request, lose }) => {
      const { Entries }: { Entries: { Detail: string }[] } = JSON.parse(request.body.toString('utf8'));
      for (const { Detail } of Entries) lose(Detail);
      const answer = { FailedEntryCount: 0, Entries: Entries.map(() => ({ EventId: 'lost' })) };
      return { status: 200, headers: jsonHeaders, body: JSON.stringify(answer) };
    },
  },
  GetObject: {
    'cut short': async ({ proceed }) => {
      const { headers, ...answer } = await proceed();
      return { ...answer, headers: { ...headers, [cutShort]: 'yes' } };
    },
  },
};

/** The names of the faults that can befall a call. */
export const strikesOn = (operation: Operation): string[] => [
  ...Object.keys(ofAny),
  ...Object.keys(ofOne[operation] ?? {}),
];

export const strike = (name: string, call: Call): Promise<AwsResponse> => {
  const found = ofOne[call.site.operation]?.[name] ?? ofAny[name];
  if (!found) throw new Error(`${call.site.operation} cannot be struck by: ${name}`);
  return found(call);
};

/** Marks an answer whose connection breaks in the middle of the body. */
export const cutShort = 'x-cut-short';

/** Some entries of a batch, or all, are refused and never reach the service; the others are taken, in their order. */
const partly = async (
  { request, proceed, random }: Call,
  list: 'Records' | 'Entries',
  code: string,
  isRefused: (entry: object) => boolean = () => random() < 0.4,
): Promise<AwsResponse> => {
  const input = JSON.parse(request.body.toString('utf8'));
  const entries: object[] = input[list];
  const refused = entries.map(isRefused);
  const taken = entries.filter((_, index) => !refused[index]);
  let results: object[] = [];
  if (taken.length > 0) {
    const answer = await proceed({ ...request, body: Buffer.from(JSON.stringify({ ...input, [list]: taken })) });
    if (answer.status !== 200) return answer;
    results = JSON.parse(answer.body.toString())[list];
  }
  const merged = refused.map((each) => (each ? { ErrorCode: code, ErrorMessage: code } : results.shift()));
  const failedCount = list === 'Records' ? 'FailedRecordCount' : 'FailedEntryCount';
  return {
    status: 200,
    headers: jsonHeaders,
    body: JSON.stringify({ [failedCount]: refused.filter(Boolean).length, [list]: merged }),
  };
};

type Requests = Record<string, { Keys?: object[] } | object[]>;

/** Some of the keys or items of a batch, or all, are handed back; DynamoDB names their tables again, and how they were asked for. */
const partlyProcessed = async (
  { request, proceed, random }: Call,
  member: 'UnprocessedKeys' | 'UnprocessedItems',
): Promise<AwsResponse> => {
  const { RequestItems, ...input }: { RequestItems: Requests } = JSON.parse(request.body.toString('utf8'));
  const taken: Requests = {};
  const left: Requests = {};
  for (const [table, given] of Object.entries(RequestItems)) {
    const list = Array.isArray(given) ? given : (given.Keys ?? []);
    const parts = Object.groupBy(list, () => (random() < 0.4 ? 'left' : 'taken'));
    const sameWith = (some: object[]) => (Array.isArray(given) ? some : { ...given, Keys: some });
    if (parts.taken) taken[table] = sameWith(parts.taken);
    if (parts.left) left[table] = sameWith(parts.left);
  }
  if (Object.keys(taken).length === 0)
    return { status: 200, headers: jsonHeaders, body: JSON.stringify({ Responses: {}, [member]: left }) };
  const answer = await proceed({ ...request, body: Buffer.from(JSON.stringify({ ...input, RequestItems: taken })) });
  if (answer.status !== 200) return answer;
  return { ...answer, body: JSON.stringify({ ...JSON.parse(answer.body.toString()), [member]: left }) };
};

/** Some messages of a batch, or all, are refused under 200; `isSender`: SNS says that it is the sender's fault. */
const partlyPublished = async (
  { request, proceed, random }: Call,
  code: string,
  isSender: boolean,
): Promise<AwsResponse> => {
  const form = new URLSearchParams(request.body.toString('utf8'));
  const prefix = 'PublishBatchRequestEntries.member.';
  const numbers = new Set([...form.keys()].flatMap((key) => (key.startsWith(prefix) ? [key.split('.')[2] ?? ''] : [])));
  const refused = [...numbers].filter(() => random() < 0.4);
  const ids = refused.map((number) => form.get(`${prefix}${number}.Id`));
  for (const key of [...form.keys()])
    if (refused.some((number) => key.startsWith(`${prefix}${number}.`))) form.delete(key);
  const failed = ids.map(
    (id) => `<member><Id>${id}</Id><Code>${code}</Code><SenderFault>${isSender}</SenderFault></member>`,
  );
  const answerWith = (successful: string): string =>
    `<PublishBatchResponse xmlns="http://sns.amazonaws.com/doc/2010-03-31/"><PublishBatchResult><Successful>${successful}</Successful><Failed>${failed.join('')}</Failed></PublishBatchResult></PublishBatchResponse>`;
  if (refused.length === numbers.size) return { status: 200, headers: xmlHeaders, body: answerWith('') };
  const answer = await proceed({ ...request, body: Buffer.from(form.toString()) });
  if (answer.status !== 200) return answer;
  return { ...answer, body: answerWith(/<Successful>(.*)<\/Successful>/s.exec(answer.body.toString())?.[1] ?? '') };
};

/** What the SDK's HTTP handler waits for at most, as `lambdaWorld` sets it. */
const requestTimeout = 10_000;

const jsonHeaders = { 'content-type': 'application/x-amz-json-1.1' };
const xmlHeaders = { 'content-type': 'text/xml' };

const isS3 = ({ operation }: CallSite): boolean => operation.endsWith('Object');

const refusal = (site: CallSite, status: number, code: string): AwsResponse => {
  const error = `<Error><Code>${code}</Code><Message>${code}</Message></Error>`;
  if (isS3(site)) return { status, headers: { 'content-type': 'application/xml' }, body: error };
  if (site.operation === 'PublishBatch')
    return { status, headers: xmlHeaders, body: `<ErrorResponse>${error}</ErrorResponse>` };
  return { status, headers: jsonHeaders, body: JSON.stringify({ __type: code, message: code }) };
};

const timeout = (): Error => Object.assign(new Error('The request timed out'), { name: 'TimeoutError' });
const reset = (): Error => Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' });
