import { existsSync, readFileSync } from 'node:fs';
import { userInfo } from 'node:os';
import { GetCallerIdentityCommand, STSClient, type STSClientConfig } from '@aws-sdk/client-sts';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { Place } from './command-line.ts';

export type Found = {
  /** What every client is made with. */
  client: Pick<STSClientConfig, 'maxAttempts'> & {
    requestHandler: NodeHttpHandler;
    region?: string;
    endpoint?: string;
    credentials?: { accessKeyId: string; secretAccessKey: string };
  };
  bucket: string;
  operator: string;
};

/** What the sandbox plays, and what it takes for credentials: anything. */
const sandbox = {
  stage: 'local',
  account: '000000000000',
  region: 'eu-central-1',
  credentials: { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' },
};

/**
 * Finds the bucket of a stage, and who works on it. AWS tells the account, which the bucket's name ends in, and the caller;
 * no right is needed to ask. `endpointFile` is where a sandbox that runs says where it is.
 */
export const findPlace = async (
  { stage, region, endpointUrl, operator }: Place,
  endpointFile: string,
): Promise<Found> => {
  const client = {
    // A person waits: more patience than a function has, whose stream waits behind it.
    maxAttempts: 5,
    requestHandler: new NodeHttpHandler({
      connectionTimeout: 5_000,
      requestTimeout: 30_000,
      throwOnRequestTimeout: true,
    }),
  };
  if (stage === undefined)
    return {
      client: {
        ...client,
        region: sandbox.region,
        credentials: sandbox.credentials,
        endpoint: endpointUrl ?? runningSandbox(endpointFile),
      },
      bucket: bucketOf(sandbox.stage, sandbox.account),
      operator: operator ?? userInfo().username,
    };
  const deployed = { ...client, ...(region ? { region } : {}), ...(endpointUrl ? { endpoint: endpointUrl } : {}) };
  const { Account = '', Arn = '' } = await new STSClient(deployed).send(new GetCallerIdentityCommand({}));
  return { client: deployed, bucket: bucketOf(stage, Account), operator: operator ?? Arn };
};

const bucketOf = (stage: string, account: string): string => `millrace-${stage}-set-aside-${account}`;

const runningSandbox = (file: string): string => {
  if (!existsSync(file))
    throw new Error('No sandbox runs here. Start it with npm start, or name a deployed stage: --stage dev');
  return readFileSync(file, 'utf8');
};
