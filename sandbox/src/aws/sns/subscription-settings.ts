import { type FilterPolicyScope, validateFilterPolicy } from './filter-policy.ts';
import { invalidParameter } from './invalid-parameter.ts';
import type { Subscription, SubscriptionSettings } from './subscription.ts';

export const defaultSettings: SubscriptionSettings = {
  filterPolicy: undefined,
  filterPolicyScope: 'MessageAttributes',
  rawMessageDelivery: false,
  deadLetterArn: undefined,
};

/** One attribute as the wire names it, as a setting. Throws `InvalidParameter` for an attribute that has no meaning here. */
export const settingOf = (name: string, value: string): Partial<SubscriptionSettings> => {
  if (name === 'FilterPolicy') return { filterPolicy: value === '' || value === '{}' ? undefined : parse(name, value) };
  if (name === 'FilterPolicyScope') {
    if (value !== 'MessageAttributes' && value !== 'MessageBody')
      throw invalidParameter(
        `FilterPolicyScope: Invalid value [${value}]. Please use either MessageBody or MessageAttributes`,
      );
    return { filterPolicyScope: value satisfies FilterPolicyScope };
  }
  if (name === 'RawMessageDelivery') {
    if (!['true', 'false'].includes(value.toLowerCase())) throw invalidParameter('RawMessageDelivery');
    return { rawMessageDelivery: value.toLowerCase() === 'true' };
  }
  if (name === 'RedrivePolicy')
    return { deadLetterArn: value === '' ? undefined : String(parse(name, value).deadLetterTargetArn) };
  throw invalidParameter('AttributeName');
};

/** Throws `InvalidParameter` for settings that do not go together. */
export const validateSettings = (subscription: Subscription): void => {
  const { filterPolicy, filterPolicyScope, deadLetterArn, topicArn } = subscription;
  if (filterPolicy) validateFilterPolicy(filterPolicy, filterPolicyScope);
  if (subscription.rawMessageDelivery && ['lambda', 'email', 'email-json', 'sms'].includes(subscription.protocol))
    throw invalidParameter(`Delivery protocol [${subscription.protocol}] does not support raw message delivery.`);
  if (deadLetterArn !== undefined && !deadLetterArn.startsWith('arn:aws:sqs:'))
    throw invalidParameter('RedrivePolicy: deadLetterTargetArn is an invalid arn');
  if (deadLetterArn !== undefined && topicArn.endsWith('.fifo') && !deadLetterArn.endsWith('.fifo'))
    throw invalidParameter('RedrivePolicy: must use a FIFO queue as DLQ for a FIFO Subscription to a FIFO Topic.');
};

/** All attributes of a subscription, as GetSubscriptionAttributes shows them. */
export const attributesOf = (subscription: Subscription, owner: string): Map<string, string> => {
  const { filterPolicy, filterPolicyScope, deadLetterArn, confirmed } = subscription;
  return new Map([
    ['SubscriptionArn', subscription.arn],
    ['TopicArn', subscription.topicArn],
    ['Owner', owner],
    ['Protocol', subscription.protocol],
    ['Endpoint', subscription.endpoint],
    ['PendingConfirmation', String(!confirmed)],
    ['ConfirmationWasAuthenticated', String(!subscription.protocol.startsWith('http'))],
    ['RawMessageDelivery', String(subscription.rawMessageDelivery)],
    ...(filterPolicy
      ? ([
          ['FilterPolicy', JSON.stringify(filterPolicy)],
          ['FilterPolicyScope', filterPolicyScope],
        ] as const)
      : []),
    ...(deadLetterArn ? ([['RedrivePolicy', JSON.stringify({ deadLetterTargetArn: deadLetterArn })]] as const) : []),
  ]);
};

const parse = (name: string, text: string): Record<string, string> => {
  try {
    return Object(JSON.parse(text));
  } catch {
    throw invalidParameter(`${name}: failed to parse JSON.`);
  }
};
