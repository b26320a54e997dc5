import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { virtualClock } from '../../clock.ts';
import { inProcess } from '../../wire/in-process.ts';
import type { FifoIds } from './send.ts';
import { createSns } from './sns.ts';

/** SNS on a virtual clock with ports that note what they receive, and the SDK's client on it. */
export const snsForTest = () => {
  const clock = virtualClock();
  const start = clock.now();
  const world = { status: 200, failure: undefined as Error | undefined };
  const posted: { at: number; url: string; headers: Record<string, string>; body: string }[] = [];
  const invoked: { at: number; arn: string; event: Record<string, unknown> }[] = [];
  const queued: { queue: string; body: string; attributes: Record<string, string>; fifo: FifoIds | undefined }[] = [];
  const ports = {
    clock,
    endpoint: () => 'http://127.0.0.1:4566',
    async post(url: string, headers: Record<string, string>, body: string) {
      posted.push({ at: clock.now() - start, url, headers, body });
      return world.status;
    },
    async deliver(arn: string, payload: string) {
      invoked.push({ at: clock.now() - start, arn, event: JSON.parse(payload) });
      if (world.failure) throw world.failure;
    },
    async deadLetter(queue: string, body: string, attributes: Record<string, string>, fifo?: FifoIds) {
      queued.push({ queue, body, attributes, fifo });
    },
  };
  const sns = createSns(ports);
  const client = new SNSClient({
    region: 'eu-central-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 's' },
    requestHandler: inProcess(sns.service),
    maxAttempts: 1,
  });
  return { clock, ports, sns, client, world, posted, invoked, queued };
};

/** The same with a topic, a way to publish to it, and what became of each message for each subscriber. */
export const topicForTest = (topicName = 'alerts') => {
  const under = snsForTest();
  const topic = under.sns.createTopic({ name: topicName }).arn;
  const publish = (more: object = {}) =>
    under.client.send(new PublishCommand({ TopicArn: topic, Message: 'raised', ...more }));
  const outcomes = () => under.sns.outbox(topic).map(({ receipts }) => receipts.map(({ outcome }) => outcome));
  return { ...under, topic, publish, outcomes };
};

/** A confirmed HTTP subscription, without its confirmation among what was posted. */
export const subscribeHook = async ({ sns, clock, posted, topic }: ReturnType<typeof topicForTest>, settings = {}) => {
  sns.subscribe({ topicArn: topic, protocol: 'http', endpoint: hook, ...settings });
  await clock.advance(0);
  const { SubscribeURL } = JSON.parse(posted.splice(0)[0]?.body ?? '');
  const { search } = new URL(SubscribeURL);
  const link = { method: 'GET', path: '/', query: new URLSearchParams(search), headers: {}, body: Buffer.alloc(0) };
  await sns.service(link);
};

export const lambda = 'arn:aws:lambda:eu-central-1:000000000000:function:notify';
export const queue = 'arn:aws:sqs:eu-central-1:000000000000:alerts';
export const deadLetterArn = 'arn:aws:sqs:eu-central-1:000000000000:dead';
export const hook = 'http://127.0.0.1:9/hook';
