import { randomUUID } from 'node:crypto';
import { createInterface } from 'node:readline';
import { Worker } from 'node:worker_threads';
import type { Clock } from '../clock.ts';
import type { FunctionSettings } from './function-settings.ts';
import type { Invocation } from './invoke.ts';
import type { InvokeMessage, ResultMessage } from './messages.ts';

export type ExecutionEnvironment = {
  invoke(payload: string): Promise<Invocation>;
  /** Ends it at once, in the middle of whatever it does. */
  kill(): Promise<void>;
  readonly alive: boolean;
};

type Ports = { clock: Clock; log: (line: string) => void };

/** Starts a worker thread for a function: its own module graph and `process.env`, and a crash that stays its own. */
export const startExecutionEnvironment = (settings: FunctionSettings, { clock, log }: Ports): ExecutionEnvironment => {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: { file: settings.file, exportName: settings.exportName },
    env: settings.environment,
    stdout: true,
    stderr: true,
    execArgv: ['--no-warnings'],
    resourceLimits: { maxOldGenerationSizeMb: settings.memory },
  });
  createInterface(worker.stdout).on('line', log);
  createInterface(worker.stderr).on('line', log);

  let alive = true;
  let finish: ((invocation: Invocation) => void) | undefined;
  const settle = (invocation: Invocation) => {
    finish?.(invocation);
    finish = undefined;
  };
  worker.on('message', ({ payload, failed }: ResultMessage) =>
    settle(failed ? { payload, functionError: 'Unhandled' } : { payload }),
  );
  worker.on('error', (error) => settle(unhandled(error.name, error.message)));
  worker.on('exit', (code) => {
    alive = false;
    settle(unhandled('Runtime.ExitError', `The execution environment ended with code ${code}.`));
  });

  const kill = async () => {
    alive = false;
    await worker.terminate();
  };
  return {
    get alive() {
      return alive;
    },
    kill,
    invoke: (payload) =>
      new Promise((resolve) => {
        const cancelTimeout = clock.after(settings.timeout * 1000, () => {
          settle(unhandled('Sandbox.Timedout', `Task timed out after ${settings.timeout}.00 seconds`));
          void kill();
        });
        finish = (invocation) => {
          cancelTimeout();
          resolve(invocation);
        };
        const message: InvokeMessage = {
          id: randomUUID(),
          payload,
          functionName: settings.name,
          functionArn: settings.arn,
          memory: settings.memory,
          deadline: Date.now() + settings.timeout * 1000,
        };
        worker.postMessage(message);
      }),
  };
};

const unhandled = (errorType: string, errorMessage: string): Invocation => ({
  functionError: 'Unhandled',
  payload: JSON.stringify({ errorType, errorMessage }),
});
