import {
  createEventSourceMapping,
  type EventSourceMapping,
} from '../../sandbox/src/aws/event-source-mapping/event-source-mapping.ts';
import type { EventSourceMappingSettings } from '../../sandbox/src/aws/event-source-mapping/settings.ts';
import { bucketName } from '../../sandbox/src/seed/names.ts';
import { type Aws, createAws } from './aws.ts';
import type { FaultPlan } from './fault-plan.ts';
import { createHttpSenders } from './http-senders.ts';
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

/** The stream path of one world: streams, functions and what is between, as the templates declare them. */
export const startPipeline = async ({ stack, time, plan, wirings, directory, report }: Settings) => {
  const aws: Aws = await createAws(time, directory);
  await stack.createIn(aws);
  await registerDevices(aws);
  const functions = Object.entries(wirings.functions).map(([ending, wiring]) => ({
    ...stack.functionOf(ending),
    wiring,
    ...(wirings.between && { between: wirings.between }),
  }));
  const { invoke } = createLambda({ time, plan, aws: aws.service, report }, functions);
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
  return { aws, mappings, http, idle: () => http.idle() && mappings.every((mapping) => mapping.idle()) };
};
