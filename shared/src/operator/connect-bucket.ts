import { ListBucketsCommand, S3Client } from '@aws-sdk/client-s3';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { CommandLine } from './command-line.ts';

/** The registry bucket of a stage. Its name ends in the account, so it is looked up unless it is given. */
export const connect = async ({ stage, region, endpointUrl, bucket }: CommandLine) => {
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
  return { client, bucket: bucket ?? (await findBucket(client, stage)) };
};

/** The stage that the sandbox deploys. */
export const sandboxStage = 'local';

const findBucket = async (client: S3Client, stage: string): Promise<string> => {
  const { Buckets = [] } = await client.send(new ListBucketsCommand({}));
  const names = Buckets.map(({ Name = '' }) => Name).filter((name) => name.startsWith(`millrace-${stage}-registry-`));
  const [name] = names;
  if (name !== undefined && names.length === 1) return name;
  throw new Error(`There are ${names.length} buckets millrace-${stage}-registry-*: say which with --bucket.`);
};
