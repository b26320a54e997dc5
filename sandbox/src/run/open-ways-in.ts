import { KinesisClient } from '@aws-sdk/client-kinesis';
import { NodeHttpHandler } from '@smithy/node-http-handler';
import { region } from '../aws/account.ts';
import type { Emission } from '../devices/emission.ts';
import { sendOverHttp } from '../devices/send-over-http.ts';
import { sendToKinesis } from '../devices/send-to-kinesis.ts';
import type { Platform } from '../platform.ts';
import { resourceName, stage } from '../seed/names.ts';
import { tenant } from '../seed/seed-platform.ts';

/** As `platform/serverless.yml` sets it where nothing else is given. */
const audience = 'millrace';

export const apiUrls = (platform: Platform) => ({
  ingest: platform.apiUrl(`${stage}-millrace-ingest`),
  query: platform.apiUrl(`${stage}-millrace-query-api`),
  alerts: platform.apiUrl(`${stage}-millrace-alerts`),
});

/** A gateway's: it may write every device of the tenant. With `alerts:act` somebody who acts on alerts, too. */
export const signToken = (platform: Platform, ...scopes: 'alerts:act'[]): Promise<string> =>
  platform.issuer.sign({ tenant, scope: ['readings:write-tenant', ...scopes].join(' ') }, audience);

/** How devices get their readings in: over HTTP with a token, or straight into the raw stream. Each way keeps its order. */
export const openWaysIn = async (platform: Platform) => {
  const overHttp = sendOverHttp({ url: apiUrls(platform).ingest, token: await signToken(platform) });
  const client = new KinesisClient({
    endpoint: platform.url(),
    region,
    credentials,
    requestHandler: new NodeHttpHandler(),
  });
  const toKinesis = sendToKinesis({ client, stream: resourceName('raw-readings') });
  return async (emissions: readonly Emission[]): Promise<void> => {
    await Promise.all([
      overHttp(emissions.filter(({ via }) => via === 'http')),
      toKinesis(emissions.filter(({ via }) => via === 'kinesis')),
    ]);
  };
};

/** The sandbox verifies no signatures, but clients insist on making them. */
export const credentials = { accessKeyId: 'sandbox', secretAccessKey: 'sandbox' };
