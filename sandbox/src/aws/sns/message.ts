import { AwsError } from '../../wire/aws-service.ts';
import { invalidParameter } from './invalid-parameter.ts';

/** `type` is String, String.Array, Number or Binary (its value in base64), with SNS's optional suffix such as `Number.float`. */
export type MessageAttribute = { type: string; value: string };

export type Message = {
  id: string;
  topicArn: string;
  body: string;
  /** With MessageStructure `json`: the body for each protocol that has its own. */
  bodies: Record<string, string>;
  subject: string | undefined;
  attributes: Record<string, MessageAttribute>;
  publishedAt: number;
  messageGroupId: string | undefined;
  messageDeduplicationId: string | undefined;
  sequenceNumber: string | undefined;
};

/** What a publisher says of a message; a part of the wire's Publish and of each entry of PublishBatch. */
export type MessageInput = {
  Message?: string;
  Subject?: string;
  MessageStructure?: string;
  MessageAttributes?: { Name: string; Value: { DataType: string; StringValue?: string; BinaryValue?: string } }[];
  MessageGroupId?: string;
  MessageDeduplicationId?: string;
};

export type MessageContent = Pick<Message, 'body' | 'bodies' | 'subject' | 'attributes'>;

/** Of one message with its attributes, and of a whole batch, in bytes. */
export const largestPublication = 256 * 1024;

/** Throws `InvalidParameter` or `ParameterValueInvalid` for content that SNS refuses. */
export const messageContent = (input: MessageInput): MessageContent => {
  const { Message: text = '', Subject: subject, MessageStructure: structure, MessageAttributes: given } = input;
  if (text === '') throw invalidParameter('Empty message');
  if (sizeOf(input) > largestPublication) throw invalidParameter('Message too long');
  if (subject !== undefined && !/^[\x20-\x7e]{1,100}$/.test(subject)) throw invalidParameter('Subject');
  const attributes = Object.fromEntries((given || []).map(({ Name, Value }) => [Name, attributeOf(Name, Value)]));
  if (structure !== 'json') return { body: text, bodies: {}, subject, attributes };
  const { default: body, ...bodies } = parseBodies(text);
  if (typeof body !== 'string') throw invalidParameter('Message Structure - No default entry in JSON message body');
  return { body, bodies, subject, attributes };
};

export const sizeOf = ({ Message: text = '', MessageAttributes: attributes }: MessageInput): number =>
  (attributes || []).reduce(
    (total, { Name, Value: { DataType, StringValue = '', BinaryValue = '' } }) =>
      total + Buffer.byteLength(Name + DataType + StringValue) + Buffer.from(BinaryValue, 'base64').length,
    Buffer.byteLength(text),
  );

type WireValue = { DataType: string; StringValue?: string; BinaryValue?: string };

const attributeOf = (name: string, { DataType: type, StringValue, BinaryValue }: WireValue): MessageAttribute => {
  const value = type.startsWith('Binary') ? BinaryValue : StringValue;
  const reason = !/^[A-Za-z0-9_-]+(\.[A-Za-z0-9_-]+)*$/.test(name)
    ? 'has a name with characters that are not allowed'
    : !/^(String|String\.Array|Number|Binary)(\.|$)/.test(type)
      ? `has an invalid message attribute type ${type}`
      : !value
        ? `must contain non-empty message attribute value for message attribute type '${type}'`
        : type.startsWith('Number') && Number.isNaN(Number(value))
          ? 'must be a number'
          : undefined;
  if (reason) throw new AwsError('ParameterValueInvalid', `The message attribute '${name}' ${reason}.`);
  return { type, value: value ?? '' };
};

const parseBodies = (text: string): Record<string, string> => {
  try {
    return Object(JSON.parse(text));
  } catch {
    throw invalidParameter('Message Structure - JSON message body failed to parse');
  }
};
