import type { Invocation, Invoke } from '../../sandbox/src/lambda/invoke.ts';
import { AwsError } from '../../sandbox/src/wire/aws-service.ts';
import { type FunctionSettings, startEnvironment } from './environment.ts';
import { poisonKey } from './fleet.ts';

type Ports = Parameters<typeof startEnvironment>[1];
type Environment = ReturnType<typeof startEnvironment>;

/** Lambda, with functions wired in this process, and what befalls invocations. */
export const createLambda = (ports: Ports, functions: readonly FunctionSettings[]) => {
  const { time, plan } = ports;
  const environments = new Map<string, Environment[]>(functions.map(({ name }) => [name, []]));

  const acquire = (settings: FunctionSettings): Environment => {
    const running = (environments.get(settings.name) ?? []).filter(({ alive }) => alive);
    const environment = running.find(({ busy }) => !busy) ?? startEnvironment(settings, ports);
    if (!running.includes(environment)) running.push(environment);
    environments.set(settings.name, running);
    environment.busy = true;
    return environment;
  };

  const invoke: Invoke = async (nameOrArn, payload) => {
    const name = nameOrArn.split(':').at(-1) ?? '';
    const settings = functions.find((each) => each.name === name);
    if (!settings) throw new AwsError('ResourceNotFoundException', `Function not found: ${name}`, 404);
    if (plan.strikes('invocation throttled', name))
      throw new AwsError('TooManyRequestsException', 'Rate exceeded', 429);
    const environment = acquire(settings);
    if (plan.isPoisonous() && payload.includes(`"partitionKey":"${poisonKey}"`)) {
      plan.count('poison record');
      environment.die();
    }
    if (plan.strikes('crash at start', name)) environment.die();
    const cancelTimeout = time.after(settings.timeout, environment.die);
    const invocation = await Promise.race([
      environment.death.then(() => died),
      environment.alive ? answerOf(environment, payload) : died,
    ]);
    cancelTimeout();
    environment.busy = false;
    if (!plan.strikes('answer lost', name)) return invocation;
    environment.die();
    return died;
  };
  return { invoke };
};

const died: Invocation = { functionError: 'Unhandled', payload: '{"errorType":"Runtime.ExitError"}' };

const answerOf = async ({ handle }: Environment, payload: string): Promise<Invocation> => {
  try {
    return { payload: JSON.stringify((await handle(JSON.parse(payload) as never)) ?? null) };
  } catch (error) {
    return { functionError: 'Unhandled', payload: JSON.stringify({ errorType: (error as Error).name }) };
  }
};
