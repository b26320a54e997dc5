import type { Clock } from '../clock.ts';
import { AwsError, type AwsService, notImplemented } from '../wire/aws-service.ts';
import { type ExecutionEnvironment, startExecutionEnvironment } from './execution-environment.ts';
import type { FunctionSettings } from './function-settings.ts';
import type { Invocation } from './invoke.ts';

/** Two cores run no more at once; further invocations of a function wait, where Lambda would start more environments. */
const maxEnvironments = 4;

/** As of Lambda's synchronous limit. */
const maxPayloadBytes = 6 * 1024 * 1024;

type Deployed = { settings: FunctionSettings; environments: Environment[]; waiting: (() => void)[] };
type Environment = ExecutionEnvironment & { busy?: boolean };
type Ports = { clock: Clock; log: (functionName: string, line: string) => void };

/** Lambda: runs deployed bundles in worker threads, one invocation at a time each, reused while they live. */
export const createLambda = ({ clock, log }: Ports) => {
  const functions = new Map<string, Deployed>();

  const deployed = (nameOrArn: string): Deployed => {
    const name = nameOrArn.includes(':function:') ? nameOrArn.split(':')[6] : nameOrArn;
    const found = functions.get(name ?? '');
    if (!found) throw new AwsError('ResourceNotFoundException', `Function not found: ${nameOrArn}`, 404);
    return found;
  };

  /** A free environment, or a new one, or the next that gets free; it is busy from here on. */
  const acquire = async (target: Deployed): Promise<Environment> => {
    for (;;) {
      target.environments = target.environments.filter(({ alive }) => alive);
      const free =
        target.environments.find(({ busy }) => !busy) ??
        (target.environments.length < maxEnvironments ? start(target) : undefined);
      if (free) {
        free.busy = true;
        return free;
      }
      await new Promise<void>((resolve) => target.waiting.push(resolve));
    }
  };

  const start = ({ settings, environments }: Deployed): Environment => {
    const environment: Environment = startExecutionEnvironment(settings, {
      clock,
      log: (line) => log(settings.name, line),
    });
    environments.push(environment);
    return environment;
  };

  const invoke = async (functionName: string, payload: string): Promise<Invocation> => {
    const target = deployed(functionName);
    if (Buffer.byteLength(payload) > maxPayloadBytes)
      throw new AwsError('RequestTooLargeException', 'The payload is over 6 MB.', 413);
    const environment = await acquire(target);
    try {
      return await environment.invoke(payload);
    } finally {
      environment.busy = false;
      target.waiting.shift()?.();
    }
  };

  const service: AwsService = async ({ method, path, body }) => {
    const name = /^\/2015-03-31\/functions\/([^/]+)\/invocations$/.exec(path)?.[1];
    if (method !== 'POST' || !name) return errorAnswer(notImplemented('Lambda', `${method} ${path}`));
    try {
      const { payload, functionError } = await invoke(decodeURIComponent(name), body.toString('utf8') || '{}');
      const headers: Record<string, string> = functionError ? { 'x-amz-function-error': functionError } : {};
      return { status: 200, headers: { 'content-type': 'application/json', ...headers }, body: payload };
    } catch (error) {
      if (error instanceof AwsError) return errorAnswer(error);
      throw error;
    }
  };

  return {
    service,
    invoke,
    createFunction(settings: FunctionSettings): void {
      functions.set(settings.name, { settings, environments: [], waiting: [] });
    },
    /** Ends every execution environment of a function in the middle of its work, as a crash would. */
    async kill(functionName: string): Promise<void> {
      await Promise.all(deployed(functionName).environments.map((environment) => environment.kill()));
    },
    /** Nothing runs, of any function or of those that are waited for. */
    idle: (isWaitedFor: (functionName: string) => boolean = () => true): boolean =>
      [...functions.values()].every(
        ({ settings, environments }) =>
          !isWaitedFor(settings.name) || environments.every(({ busy, alive }) => !busy || !alive),
      ),
    async stop(): Promise<void> {
      const all = [...functions.values()].flatMap(({ environments }) => environments);
      await Promise.all(all.map((environment) => environment.kill()));
    },
  };
};

const errorAnswer = ({ status, code, message }: AwsError) => ({
  status,
  headers: { 'content-type': 'application/json', 'x-amzn-errortype': code },
  body: JSON.stringify({ Type: 'User', Message: message }),
});
