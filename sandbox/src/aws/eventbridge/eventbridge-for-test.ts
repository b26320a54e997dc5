import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import { virtualClock } from '../../clock.ts';
import { inProcess } from '../../wire/in-process.ts';
import { createEventBridge } from './eventbridge.ts';

export const lambda = 'arn:aws:lambda:eu-central-1:000000000000:function:f';
export const deadLetterArn = 'arn:aws:sqs:eu-central-1:000000000000:dead';
export const ruleArn = 'arn:aws:events:eu-central-1:000000000000:rule';

/** EventBridge on a virtual clock with ports that note what they receive, and the SDK's client on it. */
export const eventBridgeForTest = () => {
  const clock = virtualClock();
  const delivered: { at: number; arn: string; payload: string }[] = [];
  const dead: { arn: string; message: string; attributes: Record<string, string> }[] = [];
  const world = { failure: undefined as Error | undefined, attempts: [] as number[] };
  const start = clock.now();
  const ports = {
    clock,
    async deliver(arn: string, payload: string) {
      world.attempts.push(clock.now() - start);
      if (world.failure) throw world.failure;
      delivered.push({ at: clock.now() - start, arn, payload });
    },
    async deadLetter(arn: string, message: string, attributes: Record<string, string>) {
      dead.push({ arn, message, attributes });
    },
  };
  const events = createEventBridge(ports);
  const client = new EventBridgeClient({
    region: 'eu-central-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 's' },
    requestHandler: inProcess(events.service),
    maxAttempts: 1,
  });
  const put = (detail: object | string, more = {}) =>
    client.send(
      new PutEventsCommand({
        Entries: [
          {
            Source: 'millrace.alerts',
            DetailType: 'AlertChanged',
            Detail: typeof detail === 'string' ? detail : JSON.stringify(detail),
            ...more,
          },
        ],
      }),
    );
  const alertRule = { name: 'alerts', eventPattern: { source: ['millrace.alerts'] } };
  return { clock, events, client, put, delivered, dead, world, ports, alertRule };
};
