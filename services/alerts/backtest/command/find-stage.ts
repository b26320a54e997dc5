import { existsSync, readFileSync } from 'node:fs';
import type { AthenaClientConfig } from '@aws-sdk/client-athena';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import type { Place } from './command-line.ts';

/** What a stage calls its things. */
export type Stage = {
  /** What every client is made with. */
  client: Pick<AthenaClientConfig, 'maxAttempts' | 'requestHandler' | 'region' | 'endpoint' | 'credentials'>;
  isSandbox: boolean;
  workGroup: string;
  database: string;
  rulesBucket: string;
  registryBucket: string;
};

const sandbox = { stage: 'local', account: '000000000000', region: 'eu-central-1' };

/** Finds a stage; AWS tells the account, which its buckets end in. `endpointFile` is where a sandbox that runs says where it is. */
export const findStage = async ({ stage, region, endpointUrl }: Place, endpointFile: string): Promise<Stage> => {
  const client = {
    // A person waits: more patience than a function has, whose stream waits behind it.
    maxAttempts: 5,
    requestHandler: new NodeHttpHandler({
      connectionTimeout: 5_000,
      requestTimeout: 60_000,
      throwOnRequestTimeout: true,
    }),
  };
  if (stage === undefined) {
    const credentials = { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' };
    const endpoint = endpointUrl ?? runningSandbox(endpointFile);
    const settings = { ...client, region: sandbox.region, credentials, endpoint };
    return { client: settings, isSandbox: true, ...namesOf(sandbox.stage, sandbox.account) };
  }
  const deployed = { ...client, ...(region ? { region } : {}), ...(endpointUrl ? { endpoint: endpointUrl } : {}) };
  const { Account = '' } = await new STSClient(deployed).send(new GetCallerIdentityCommand({}));
  return { client: deployed, isSandbox: false, ...namesOf(stage, Account) };
};

const namesOf = (stage: string, account: string) => ({
  workGroup: `millrace-${stage}`,
  // SQL names have no hyphens.
  database: `millrace-${stage}`.replaceAll('-', '_'),
  rulesBucket: `millrace-${stage}-rules-${account}`,
  registryBucket: `millrace-${stage}-registry-${account}`,
});

const runningSandbox = (file: string): string => {
  if (existsSync(file)) return readFileSync(file, 'utf8');
  throw new Error(
    'No sandbox runs here. Start it with npm start, name a deployed stage (--stage dev), or a file of readings (--readings FILE).',
  );
};
