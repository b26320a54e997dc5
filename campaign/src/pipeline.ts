import {
  createEventSourceMapping,
  type EventSourceMapping,
} from '../../sandbox/src/aws/event-source-mapping/event-source-mapping.ts';
import type { EventSourceMappingSettings } from '../../sandbox/src/aws/event-source-mapping/settings.ts';
import { bucketName } from '../../sandbox/src/seed/names.ts';
import { createListeners } from './alerts/listeners.ts';
import { publishRules } from './alerts/publish-rules.ts';
import { firstRules } from './alerts/rules.ts';
import { spareIdleWakes } from './alerts/spare-idle-wakes.ts';
import { watchDeliveries } from './alerts/watch-deliveries.ts';
import { type Aws, createAws } from './aws.ts';
import type { FaultPlan } from './fault-plan.ts';
import { createHttpSenders } from './http-senders.ts';
import { invokeAsynchronously } from './invoke-asynchronously.ts';
import { createLambda } from './lambda.ts';
import { registerDevices } from './registry.ts';
import type { Stack } from './stack.ts';
import type { Violation } from './verdict.ts';
import type { VirtualTime } from './virtual-time.ts';
import type { Wirings } from './wirings.ts';

export type Pipeline = Awaited<ReturnType<typeof startPipeline>>;

type Settings = {
  stack: Stack;
  time: VirtualTime;
  plan: FaultPlan;
  wirings: Wirings;
  directory: string;
  report: (violation: Violation) => void;
};

/** Seconds. The archive may wait for five minutes, and the storm would be over. */
const withShortWindow = ({ maximumBatchingWindowInSeconds = 0 }: EventSourceMappingSettings) => ({
  maximumBatchingWindowInSeconds: Math.min(maximumBatchingWindowInSeconds, 5),
});

/** Two passes a minute instead of six: each asks for every slot, and these questions would be most of all calls. */
const withRarePasses = (settings: ReturnType<Stack['functionOf']>) => ({
  ...settings,
  variables: settings.variables.PASS_SECONDS ? { ...settings.variables, PASS_SECONDS: '40' } : settings.variables,
});

/** The stream path of one world: streams, functions and what is between, as the templates declare them. */
export const startPipeline = async ({ stack, time, plan, wirings, directory, report }: Settings) => {
  const listeners = createListeners();
  let startFunction = (_arn: string, _payload: string): void => {};
  const aws: Aws = await createAws(time, directory, {
    deliver: (arn, payload) => void (listeners.take(arn, payload) || startFunction(arn, payload)),
  });
  await whileTimePasses(time, stack.createIn(aws));
  await registerDevices(aws);
  await publishRules(aws, firstRules);
  const functions = Object.entries(wirings.functions).map(([ending, wiring]) => ({
    ...withRarePasses(stack.functionOf(ending)),
    wiring,
    ...(wirings.between && { between: wirings.between }),
  }));
  const lambda = createLambda({ time, plan, aws: aws.service, report }, functions);
  const { invoke, deliveries } = watchDeliveries('-evaluate', { time, invoke: lambda.invoke });
  const { variables } = stack.functionOf('-wake');
  const start = invokeAsynchronously({ time, invoke });
  const wakes = spareIdleWakes({ aws, time, statesTable: variables.ALERT_STATES_TABLE ?? '', start });
  startFunction = (arn, payload) => void wakes.wake(arn, payload);
  listeners.listen(aws, { topic: variables.ALERT_NOTIFICATIONS_TOPIC ?? '', bus: variables.BUS ?? '' });
  for (const schedule of stack.schedulesOf('-wake')) {
    aws.events.putRule(schedule);
    // A schedule may call twice, and began before the world did.
    for (const { arn, input = '{}' } of [...schedule.targets, ...schedule.targets, ...schedule.targets])
      time.after(20_000 + plan.random() * 50_000, () => startFunction(arn, input));
  }
  const mappings: EventSourceMapping[] = stack.mappings().map((settings) =>
    createEventSourceMapping({
      clock: time,
      kinesis: aws.kinesis,
      invoke,
      deliverFailure: async (destination, document, key) => {
        // Nobody reads a queue here: what it is told of is told of nowhere else.
        if (!destination.endsWith(bucketName('set-aside'))) return;
        await time.during(aws.s3.putObject({ bucket: bucketName('set-aside'), key, body: JSON.stringify(document) }));
      },
      settings: { ...settings, ...withShortWindow(settings), ...wirings.mapping },
    }),
  );
  for (const mapping of mappings) mapping.start();
  const http = createHttpSenders({ time, invoke, report, functionName: stack.functionOf('-receive').name });
  return {
    ...{ aws, mappings, http, heard: listeners.heard, deliveries, variables, wakes },
    idle: () => http.idle() && mappings.every((mapping) => mapping.idle()),
  };
};

/** DynamoDB creates a table in a time of its own. */
const whileTimePasses = async (time: VirtualTime, work: Promise<void>): Promise<void> => {
  let isDone = false;
  const ended = work.finally(() => {
    isDone = true;
  });
  while (!isDone) await time.step();
  await ended;
};
