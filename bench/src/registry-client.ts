import { S3Client } from '@aws-sdk/client-s3';
import { NodeHttpHandler } from '@smithy/node-http-handler';

type Handler = Pick<NodeHttpHandler, 'handle'>;

/** The bucket that the registry's measurements share. */
export const registryBucket = 'registry';

export const registryClient = (endpoint: string, requestHandler: Handler = new NodeHttpHandler()): S3Client =>
  new S3Client({
    endpoint,
    forcePathStyle: true,
    region: 'eu-central-1',
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
    requestHandler,
  });

/** Counts requests, by status, and the bytes of their answers. */
export const countingHandler = () => {
  const counts = { read: 0, unchanged: 0, bytes: 0 };
  const inner = new NodeHttpHandler();
  const handler: Handler = {
    async handle(request, options) {
      const answer = await inner.handle(request, options);
      const { statusCode, headers } = answer.response;
      if (statusCode === 304) counts.unchanged += 1;
      else {
        counts.read += 1;
        counts.bytes += Number(headers['content-length'] ?? 0);
      }
      return answer;
    },
  };
  return { handler, counts };
};
