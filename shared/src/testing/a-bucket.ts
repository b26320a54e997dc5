import { hash } from 'node:crypto';
import { Readable } from 'node:stream';
import { S3Client } from '@aws-sdk/client-s3';

type Request = { method: string; path: string; headers: Record<string, string>; body?: unknown };
type Answer = { statusCode: number; headers?: Record<string, string>; text?: string };

/**
 * A bucket named `registry` behind the real S3 client: it answers GetObject, HeadObject and PutObject with their conditions,
 * holds its objects in the open, and keeps what was asked. `fail` makes each request of that method fail for good.
 */
export const aBucket = (given: Record<string, string> = {}) => {
  const objects = new Map(Object.entries(given));
  const asked: string[] = [];
  let failing: string | undefined;

  const answer = ({ method, path, headers, body }: Request): Answer => {
    const key = decodeURIComponent(path.slice(1));
    const found = objects.get(key);
    const etag = found === undefined ? undefined : etagOf(found);
    const unchanged = etag !== undefined && headers['if-none-match'] === etag;
    asked.push(`${unchanged ? '304' : method} ${key}`);
    if (failing === method) return error(403, 'AccessDenied');
    if (method === 'PUT') {
      if (headers['if-none-match'] === '*' && found !== undefined) return error(412, 'PreconditionFailed');
      objects.set(key, Buffer.from((body ?? '') as string).toString());
      return { statusCode: 200, headers: { etag: etagOf(objects.get(key) ?? '') } };
    }
    if (found === undefined || etag === undefined)
      return method === 'HEAD' ? { statusCode: 404 } : error(404, 'NoSuchKey');
    if (unchanged) return { statusCode: 304 };
    return { statusCode: 200, headers: { etag }, text: method === 'HEAD' ? '' : found };
  };

  const client = new S3Client({
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    requestHandler: {
      handle: async (request: Request) => {
        const { statusCode, headers = {}, text = '' } = answer(request);
        return { response: { statusCode, headers, body: Readable.from([Buffer.from(text)]) } };
      },
    },
  });
  return {
    ...{ client, objects, bucket: 'registry' },
    /** What was asked since the last time. */
    asked: () => asked.splice(0),
    fail: (method: string | undefined) => {
      failing = method;
    },
  };
};

const etagOf = (text: string): string => `"${hash('md5', text)}"`;

const error = (statusCode: number, code: string): Answer => ({
  statusCode,
  text: `<Error><Code>${code}</Code><Message>${code}</Message></Error>`,
});
