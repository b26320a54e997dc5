import { NodeHttpHandler } from '@smithy/node-http-handler';
import { defaultRetry, type RetryPolicy } from './retry.ts';

/** What every SDK client of ours is made with. */
export type ClientSettings = {
  maxAttempts: number;
  requestHandler: Pick<NodeHttpHandler, 'handle'>;
  endpoint?: string;
  /** Where Lambda's environment does not say. */
  region?: string;
  credentials?: { accessKeyId: string; secretAccessKey: string };
};

/**
 * All that a function takes from around it: services to call, time and chance. A function is wired from its config and
 * a world, so that the same wiring runs on Lambda and in a world with a clock and faults of its own.
 */
export type World = {
  client: ClientSettings;
  /** Epoch milliseconds. */
  now: () => number;
  /** How often, and how long apart, what a batch call refused is sent again. */
  retry: RetryPolicy;
};

/**
 * Lambda's. HTTP/1.1 with kept connections for all clients: Kinesis would otherwise speak HTTP/2, which plain-HTTP endpoints
 * do not. `AWS_ENDPOINT_URL` is passed by hand because the Timestream client would otherwise ask that endpoint for another
 * one. Three attempts are the SDK's default, written down: the stream retries behind them.
 */
export const lambdaWorld = (): World => {
  const endpoint = process.env.AWS_ENDPOINT_URL;
  return {
    client: {
      maxAttempts: 3,
      requestHandler: new NodeHttpHandler({
        connectionTimeout: 2_000,
        requestTimeout: 10_000,
        throwOnRequestTimeout: true,
      }),
      ...(endpoint ? { endpoint } : {}),
    },
    now: Date.now,
    retry: defaultRetry,
  };
};
