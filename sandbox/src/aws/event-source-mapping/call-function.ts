import type { Invocation, Invoke } from '../../lambda/invoke.ts';
import { AwsError } from '../../wire/aws-service.ts';
import type { Counters } from './counters.ts';
import { eventOf, type Item } from './event.ts';
import { interpretResponse, type Outcome } from './response.ts';
import type { Settings } from './settings.ts';
import type { WindowFields } from './tumbling-window.ts';
import type { Waits } from './waits.ts';

type Ports = { invoke: Invoke; settings: Settings; counters: Counters; waits: Waits };

export type CallFunction = ReturnType<typeof callFunction>;

/**
 * Invokes the function with records. Undefined when it could not be started, which a throttled function cannot; a
 * rejection that is no `AwsError` is a fault of the sandbox itself and is not hidden.
 */
export const callFunction =
  ({ invoke, settings, counters, waits }: Ports) =>
  async (items: Item[], window?: WindowFields): Promise<Outcome | undefined> => {
    const invocation = await waits.result(started(invoke(settings.functionName, eventOf(items, window))));
    if (!invocation) return undefined;
    counters.invocations++;
    counters.delivered += items.length;
    const { reportsItemFailures } = settings;
    return interpretResponse(invocation, items, { reportsItemFailures, expectsState: window !== undefined });
  };

const started = (invocation: Promise<Invocation>): Promise<Invocation | undefined> =>
  invocation.catch((error: unknown) => {
    if (error instanceof AwsError) return undefined;
    throw error;
  });
