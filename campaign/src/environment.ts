import { Readable } from 'node:stream';
import { defaultRetry } from '@millrace/shared/runtime/retry';
import type { World } from '@millrace/shared/runtime/world';
import type { Context } from 'aws-lambda';
import { region } from '../../sandbox/src/aws/account.ts';
import type { AwsService } from '../../sandbox/src/wire/aws-service.ts';
import { inProcess } from '../../sandbox/src/wire/in-process.ts';
import { callSiteOf } from './call-site.ts';
import type { FaultPlan } from './fault-plan.ts';
import { cutShort, strike } from './strikes.ts';
import type { Violation } from './verdict.ts';
import type { VirtualTime } from './virtual-time.ts';
import { watchRepeats } from './watch-repeats.ts';

/** A function from its variables, as its `handler.ts` wires it. */
export type Wiring = (
  variables: Record<string, string>,
  world: World,
) => (event: never, context: Pick<Context, 'getRemainingTimeInMillis'>) => Promise<unknown>;

export type FunctionSettings = {
  name: string;
  wiring: Wiring;
  variables: Record<string, string>;
  /** Milliseconds. */
  timeout: number;
  /** What the function's calls and their answers go through, where that is not as deployed. */
  between?: (service: AwsService) => AwsService;
};

type Ports = {
  time: VirtualTime;
  plan: FaultPlan;
  aws: AwsService;
  report: (violation: Violation) => void;
};

/**
 * One execution environment: the function wired anew, with its own SDK clients and its own memory. Every call it makes
 * meets the fault plan. It may die in the middle of a call; nothing that it had under way goes on then.
 */
export const startEnvironment = (
  { name, wiring, variables, timeout, between = (service) => service }: FunctionSettings,
  { time, plan, aws, report }: Ports,
) => {
  let alive = true;
  let reportDeath = (): void => {};
  const death = new Promise<void>((resolve) => {
    reportDeath = resolve;
  });

  const die = (): void => {
    alive = false;
    reportDeath();
  };

  const pause = (duration: number): Promise<void> =>
    new Promise((resolve) => time.after(duration, () => alive && resolve()));

  const service: AwsService = async (request) => {
    if (!alive) return never();
    const site = callSiteOf(name, request);
    await pause(latency(plan.random));
    const befalling = plan.befalling(site);
    const proceed = (given = request) => time.during(aws(given));
    const answer = await (befalling === undefined
      ? proceed()
      : strike(befalling, {
          site,
          request,
          proceed,
          pause,
          random: plan.random,
          lose: (detail) => void plan.lost.add(detail),
          die() {
            die();
            return never();
          },
        }));
    await pause(latency(plan.random));
    return answer;
  };

  const watch = watchRepeats((detail) => report({ kind: 'sent again though taken', detail }));
  const requestHandler = inProcess(between(watch.over(service)));
  const world: World = {
    client: {
      maxAttempts: 3,
      endpoint: 'http://localhost',
      region,
      credentials: { accessKeyId: 'campaign', secretAccessKey: 'campaign' },
      requestHandler: {
        handle: (request: never, { abortSignal }: { abortSignal?: AbortSignal } = {}) =>
          untilAborted(requestHandler.handle(request).then(breaking), abortSignal),
      } as never,
    },
    now: time.now,
    retry: { ...defaultRetry, pause, random: plan.random },
  };
  const handler = wiring(variables, world);

  return {
    handle(event: never): Promise<unknown> {
      watch.forget();
      const deadline = time.now() + timeout;
      return handler(event, { getRemainingTimeInMillis: () => deadline - time.now() });
    },
    death,
    die,
    busy: false,
    get alive() {
      return alive;
    },
  };
};

const never = (): Promise<never> => new Promise(() => {});

/** Milliseconds of one way. */
const latency = (random: () => number): number => 1 + Math.floor(random() * 8);

/** As the SDK's HTTP handler ends a request. */
const untilAborted = <T>(work: Promise<T>, signal: AbortSignal | undefined): Promise<T> =>
  new Promise((resolve, reject) => {
    const abort = () => reject(Object.assign(new Error('Request aborted'), { name: 'AbortError' }));
    if (signal?.aborted) abort();
    signal?.addEventListener('abort', abort);
    work.then(resolve, reject);
  });

type HandledRequest = Awaited<ReturnType<ReturnType<typeof inProcess>['handle']>>;

const breaking = ({ response }: HandledRequest): HandledRequest => {
  if (!(cutShort in response.headers)) return { response };
  const body = new Readable({ read: () => body.destroy(Object.assign(new Error('aborted'), { code: 'ECONNRESET' })) });
  return { response: { ...response, body } };
};
