import type { AlertNotification } from '@millrace/shared/contracts/alert-notification';
import { account, region } from '../../../sandbox/src/aws/account.ts';
import type { Aws } from '../aws.ts';

/** What those heard who listen, in the order in which it came, repeats included. */
export type Heard = { topic: AlertNotification[]; bus: AlertNotification[] };

const queue = (name: string): string => `arn:aws:sqs:${region}:${account}:${name}`;
const [topicQueue, busQueue] = [queue('topic-listener'), queue('bus-listener')];

/** One who listens to the topic and one who listens to the bus. */
export const createListeners = () => {
  const heard: Heard = { topic: [], bus: [] };
  return {
    heard,
    /** Takes what is delivered to them; answers whether it was for them. */
    take(arn: string, payload: string): boolean {
      if (arn === topicQueue) heard.topic.push(JSON.parse(payload));
      if (arn === busQueue) heard.bus.push(JSON.parse(payload).detail);
      return arn === topicQueue || arn === busQueue;
    },
    listen({ sns, events }: Aws, { topic, bus }: { topic: string; bus: string }): void {
      sns.subscribe({ topicArn: topic, protocol: 'sqs', endpoint: topicQueue, rawMessageDelivery: true });
      events.putRule({
        ...{ name: 'listener', bus, eventPattern: { 'detail-type': ['AlertChanged'] } },
        targets: [{ id: 'listener', arn: busQueue }],
      });
    },
  };
};
