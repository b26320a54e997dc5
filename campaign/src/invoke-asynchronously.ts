import type { Invoke } from '../../sandbox/src/lambda/invoke.ts';
import type { VirtualTime } from './virtual-time.ts';

/** Milliseconds between the attempts of an event that Lambda took in and whose function fails. */
const pauses = [60_000, 120_000];

/** An event for a function, as EventBridge hands it over: Lambda takes it at once and tries it three times. */
export const invokeAsynchronously =
  ({ time, invoke }: { time: VirtualTime; invoke: Invoke }) =>
  (functionArn: string, payload: string): void => {
    const attempt = async (number: number): Promise<void> => {
      const invocation = await invoke(functionArn, payload).catch(() => undefined);
      const pause = pauses[number];
      if ((!invocation || invocation.functionError) && pause !== undefined)
        time.after(pause, () => void attempt(number + 1));
    };
    void attempt(0);
  };
