import { addressOf } from '../../sandbox/src/aws/s3/address.ts';
import type { AwsRequest } from '../../sandbox/src/wire/aws-service.ts';

export type Operation =
  | ('PutRecords' | 'WriteRecords' | 'PutEvents' | 'GetObject' | 'PutObject')
  | ('PutItem' | 'BatchGetItem' | 'BatchWriteItem' | 'Query' | 'PublishBatch')
  | (string & {});

/** A place in the code that calls AWS, as far as a request tells: who asks for what of which resource. */
export type CallSite = { functionName: string; operation: Operation; resource: string };

export const nameOf = ({ functionName, operation, resource }: CallSite): string =>
  `${functionName} ${operation} ${resource}`;

export const callSiteOf = (functionName: string, request: AwsRequest): CallSite => {
  const target = request.headers['x-amz-target'];
  if (isForm(request)) return { functionName, ...snsCall(request) };
  if (target === undefined) return { functionName, ...s3Call(request) };
  const operation = target.slice(target.lastIndexOf('.') + 1);
  return { functionName, operation, resource: resourceIn(request.body) };
};

/** SNS takes forms. */
export const isForm = ({ headers }: AwsRequest): boolean =>
  headers['content-type'] === 'application/x-www-form-urlencoded';

const snsCall = ({ body }: AwsRequest): Pick<CallSite, 'operation' | 'resource'> => {
  const form = new URLSearchParams(body.toString('utf8'));
  return { operation: form.get('Action') ?? '', resource: form.get('TopicArn')?.split(':').at(-1) ?? '' };
};

const verbs: Record<string, string> = { GET: 'Get', HEAD: 'Head', PUT: 'Put', DELETE: 'Delete' };

/** The bucket and the first part of the key: `set-aside/ingest-accept`. */
const s3Call = (request: AwsRequest): Pick<CallSite, 'operation' | 'resource'> => {
  const { bucket, key } = addressOf(request);
  const [first] = key.split('/');
  return { operation: `${verbs[request.method] ?? request.method}Object`, resource: `${bucket}/${first}` };
};

/** The stream, the table or tables, or the type of the first event; these stand near one end of a body or the other. */
const resourceIn = (body: Buffer): string => {
  const ends = body.toString('latin1', 0, 4096) + body.toString('latin1', Math.max(4096, body.length - 512));
  return /"(?:(?:StreamName|TableName|DetailType)":"|RequestItems":\{")([^"]+)"/.exec(ends)?.[1] ?? '';
};
