import { pathToFileURL } from 'node:url';
import { parentPort, workerData } from 'node:worker_threads';
import type { InvokeMessage, ResultMessage, WorkerData } from './messages.ts';

/**
 * One execution environment: loads the deployed bundle once, then handles one invocation after the other. It has the
 * environment variables of its function and nothing else of the sandbox.
 */
const { file, exportName } = workerData as WorkerData;

const answer = (message: ResultMessage) => parentPort?.postMessage(message);

const failure = (error: unknown): Pick<ResultMessage, 'payload' | 'failed'> => {
  const { name = 'Error', message = String(error), stack = '' } = error instanceof Error ? error : {};
  return {
    failed: true,
    payload: JSON.stringify({ errorType: name, errorMessage: message, trace: stack.split('\n') }),
  };
};

type Handler = (event: unknown, context: object) => unknown;
const loaded: Promise<Handler> = import(pathToFileURL(file).href).then((module) => {
  const handler = module[exportName] ?? module.default?.[exportName];
  if (typeof handler !== 'function') throw new Error(`${exportName} is not exported by the bundle`);
  return handler;
});
loaded.catch(() => {});

parentPort?.on('message', async ({ id, payload, functionName, functionArn, memory, deadline }: InvokeMessage) => {
  try {
    const handler = await loaded;
    const result = await handler(JSON.parse(payload), {
      awsRequestId: id,
      functionName,
      invokedFunctionArn: functionArn,
      functionVersion: '$LATEST',
      memoryLimitInMB: String(memory),
      logGroupName: `/aws/lambda/${functionName}`,
      logStreamName: 'sandbox',
      callbackWaitsForEmptyEventLoop: false,
      getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
    });
    answer({ id, failed: false, payload: JSON.stringify(result ?? null) });
  } catch (error) {
    answer({ id, ...failure(error) });
  }
});
