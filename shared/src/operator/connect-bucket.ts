import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { NodeHttpHandler } from '@smithy/node-http-handler';

/** Where a bucket is, as an operator says it; without `endpointUrl` it is at AWS. */
export type BucketPlace = {
  stage: string;
  region: string;
  endpointUrl: string | undefined;
  bucket: string | undefined;
};

/** The stage that the sandbox deploys, and where its S3 listens. */
export const sandboxStage = 'local';
export const sandboxUrl = 'http://127.0.0.1:4566';

/** The bucket of a stage for one thing: `registry`, say. Its name ends in the account, so it is looked up unless it is given. */
export const connectBucket =
  (thing: string) =>
  async ({ stage, region, endpointUrl, bucket }: BucketPlace) => {
    const client = new S3Client({
      region,
      maxAttempts: 3,
      requestHandler: new NodeHttpHandler({
        connectionTimeout: 2_000,
        requestTimeout: 60_000,
        throwOnRequestTimeout: true,
      }),
      ...(endpointUrl === undefined ? {} : { endpoint: endpointUrl, forcePathStyle: true }),
      // The sandbox verifies no signatures, but a client insists on making them.
      ...(stage === sandboxStage ? { credentials: { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' } } : {}),
    });
    return { client, bucket: bucket ?? (await findBucket(client, `millrace-${stage}-${thing}-`)) };
  };

const findBucket = async (client: S3Client, prefix: string): Promise<string> => {
  const { Buckets = [] } = await client.send(new ListBucketsCommand({}));
  const names = Buckets.map(({ Name = '' }) => Name).filter((name) => name.startsWith(prefix));
  const [name] = names;
  if (name !== undefined && names.length === 1) return name;
  throw new Error(`There are ${names.length} buckets ${prefix}*: say which with --bucket.`);
};
