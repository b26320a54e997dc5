import { NodeHttpHandler } from '@smithy/node-http-handler';

/**
 * What every SDK client of ours is made with. HTTP/1.1 with kept connections for all: Kinesis would otherwise speak
 * HTTP/2, which plain-HTTP endpoints do not. `AWS_ENDPOINT_URL` is passed by hand because the Timestream client would
 * otherwise ask that endpoint for another one. Three attempts are the SDK's default, written down: the stream retries behind them.
 */
export const clientSettings = () => {
  const endpoint = process.env.AWS_ENDPOINT_URL;
  return {
    maxAttempts: 3,
    requestHandler: new NodeHttpHandler({
      connectionTimeout: 2_000,
      requestTimeout: 10_000,
      throwOnRequestTimeout: true,
    }),
    ...(endpoint ? { endpoint } : {}),
  };
};
