import type { Message } from './message.ts';
import { signDocument, signingCertificate } from './signature.ts';
import type { Subscription } from './subscription.ts';

/** The JSON document around a message. FIFO topics do not sign theirs. */
export const notificationDocument = (message: Message, { arn, protocol }: Subscription, endpoint: string) => {
  const signed = {
    Type: 'Notification',
    MessageId: message.id,
    TopicArn: message.topicArn,
    ...(message.subject === undefined ? {} : { Subject: message.subject }),
    Message: bodyFor(message, protocol),
    Timestamp: new Date(message.publishedAt).toISOString(),
  };
  return {
    ...signed,
    ...(message.sequenceNumber === undefined
      ? signatureOf(signed, endpoint)
      : { SequenceNumber: message.sequenceNumber }),
    UnsubscribeURL: `${endpoint}/?Action=Unsubscribe&SubscriptionArn=${arn}`,
    ...(Object.keys(message.attributes).length === 0
      ? {}
      : {
          MessageAttributes: Object.fromEntries(
            Object.entries(message.attributes).map(([name, { type, value }]) => [name, { Type: type, Value: value }]),
          ),
        }),
  };
};

export const bodyFor = (message: Message, protocol: string): string => message.bodies[protocol] ?? message.body;

/** The request to an HTTP subscriber: with the document, or with the message alone when delivery is raw. */
export const notification = (message: Message, subscription: Subscription, endpoint: string) => ({
  body: subscription.rawMessageDelivery
    ? bodyFor(message, subscription.protocol)
    : JSON.stringify(notificationDocument(message, subscription, endpoint)),
  headers: {
    ...headersOf('Notification', message.id, message.topicArn),
    'x-amz-sns-subscription-arn': subscription.arn,
    ...(subscription.rawMessageDelivery ? { 'x-amz-sns-rawdelivery': 'true' } : {}),
  },
});

/** The event of a function that subscribes. Its names differ from the document's: `SigningCertUrl`, `UnsubscribeUrl`. */
export const lambdaEvent = (message: Message, subscription: Subscription, endpoint: string): string => {
  const { SigningCertURL, UnsubscribeURL, ...rest } = {
    SigningCertURL: undefined,
    ...notificationDocument(message, subscription, endpoint),
  };
  return JSON.stringify({
    Records: [
      {
        EventSource: 'aws:sns',
        EventVersion: '1.0',
        EventSubscriptionArn: subscription.arn,
        Sns: {
          Subject: null,
          MessageAttributes: {},
          ...rest,
          SigningCertUrl: SigningCertURL,
          UnsubscribeUrl: UnsubscribeURL,
        },
      },
    ],
  });
};

/** Asks an HTTP endpoint to confirm its subscription. */
export const confirmationRequest = (
  { topicArn, token }: Subscription,
  { id, publishedAt }: Pick<Message, 'id' | 'publishedAt'>,
  endpoint: string,
) => {
  const signed = {
    Type: 'SubscriptionConfirmation',
    MessageId: id,
    Token: token,
    TopicArn: topicArn,
    Message: `You have chosen to subscribe to the topic ${topicArn}.\nTo confirm the subscription, visit the SubscribeURL included in this message.`,
    SubscribeURL: `${endpoint}/?Action=ConfirmSubscription&TopicArn=${topicArn}&Token=${token}`,
    Timestamp: new Date(publishedAt).toISOString(),
  };
  return {
    body: JSON.stringify({ ...signed, ...signatureOf(signed, endpoint) }),
    headers: headersOf('SubscriptionConfirmation', id, topicArn),
  };
};

const headersOf = (type: string, id: string, topicArn: string): Record<string, string> => ({
  'content-type': 'text/plain; charset=UTF-8',
  'user-agent': 'Amazon Simple Notification Service Agent',
  'x-amz-sns-message-type': type,
  'x-amz-sns-message-id': id,
  'x-amz-sns-topic-arn': topicArn,
});

const signatureOf = (document: Record<string, string>, endpoint: string) => ({
  SignatureVersion: '2',
  Signature: signDocument(document),
  // The query tells the one endpoint of all services that this unsigned request is for SNS.
  SigningCertURL: `${endpoint}${signingCertificate().path}?Action=GetSigningCertificate`,
});
