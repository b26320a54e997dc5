import type { FilterPolicyScope } from './filter-policy.ts';

export type Protocol = (typeof protocols)[number];

/** Email and SMS are accepted, and their messages stay in the outbox. */
export const protocols = ['http', 'https', 'sqs', 'lambda', 'email', 'email-json', 'sms'] as const;

export type SubscriptionSettings = {
  filterPolicy: object | undefined;
  filterPolicyScope: FilterPolicyScope;
  rawMessageDelivery: boolean;
  deadLetterArn: string | undefined;
};

export type Subscription = SubscriptionSettings & {
  arn: string;
  topicArn: string;
  protocol: Protocol;
  endpoint: string;
  /** An HTTP endpoint is confirmed by whoever presents the token that was posted to it. */
  token: string;
  confirmed: boolean;
  /** Made by a deployment, which makes it again at the next start; so not saved. */
  deployed: boolean;
};
