import { invalidParameter } from './invalid-parameter.ts';
import { type Protocol, protocols } from './subscription.ts';

/** The protocol of a subscription. Throws `InvalidParameter` for an endpoint that the sandbox would not deliver to. */
export const protocolOf = (name: string, endpoint: string, fifo: boolean): Protocol => {
  const protocol = protocols.find((each) => each === name);
  if (!protocol) throw invalidParameter(`Amazon SNS does not support this protocol string: ${name}`);
  if (fifo && protocol !== 'sqs')
    throw invalidParameter(`Protocol Reason: FIFO topics deliver to SQS queues, not ${name}`);
  const reason = {
    http: httpReason,
    https: httpReason,
    sqs: queueReason,
    lambda: lambdaReason,
    email: emailReason,
    'email-json': emailReason,
    sms: phoneReason,
  }[protocol](endpoint, protocol, fifo);
  if (reason) throw invalidParameter(`Endpoint Reason: ${reason}`);
  return protocol;
};

const httpReason = (endpoint: string, protocol: string): string | undefined => {
  if (!URL.canParse(endpoint) || !endpoint.startsWith(`${protocol}://`))
    return 'Endpoint must match the specified protocol';
  const { hostname } = new URL(endpoint);
  const loopback = hostname === 'localhost' || hostname === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(hostname);
  return loopback ? undefined : `the sandbox delivers to loopback addresses only, not to ${hostname}`;
};

const queueReason = (endpoint: string, _: string, fifo: boolean): string | undefined => {
  if (!/^arn:aws:sqs:[\w-]+:\d{12}:.+$/.test(endpoint)) return 'SQS endpoint ARN';
  return endpoint.endsWith('.fifo') && !fifo
    ? 'FIFO SQS Queues can not be subscribed to standard SNS topics'
    : undefined;
};

const lambdaReason = (endpoint: string): string | undefined =>
  /^arn:aws:lambda:[\w-]+:\d{12}:function:.+$/.test(endpoint) ? undefined : 'Lambda endpoint ARN';

const emailReason = (endpoint: string): string | undefined =>
  /^\S+@\S+$/.test(endpoint) ? undefined : 'Email address';

const phoneReason = (endpoint: string): string | undefined =>
  /^\+?[\d-]{6,}$/.test(endpoint) ? undefined : `Invalid SMS endpoint: ${endpoint}`;
