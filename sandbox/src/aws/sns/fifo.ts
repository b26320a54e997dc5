import { createHash } from 'node:crypto';
import { invalidParameter } from './invalid-parameter.ts';
import type { MessageInput } from './message.ts';
import type { Topic } from './topics.ts';

/** SNS remembers a deduplication id for five minutes. */
const deduplicationWindow = 5 * 60_000;

/** Throws `InvalidParameter` for a group or deduplication id that is missing, or not for this kind of topic. */
export const validateFifo = (topic: Topic, { MessageGroupId, MessageDeduplicationId }: MessageInput): void => {
  if (!topic.fifo && MessageDeduplicationId !== undefined)
    throw invalidParameter(
      'MessageDeduplicationId Reason: The request includes MessageDeduplicationId parameter that is not valid for this topic type',
    );
  if (topic.fifo && MessageGroupId === undefined)
    throw invalidParameter('The MessageGroupId parameter is required for FIFO topics');
  if (topic.fifo && MessageDeduplicationId === undefined && !topic.contentBasedDeduplication)
    throw invalidParameter(
      'The topic should either have ContentBasedDeduplication enabled or MessageDeduplicationId provided explicitly',
    );
};

export const deduplicationId = ({ MessageDeduplicationId, Message: text = '' }: MessageInput): string =>
  MessageDeduplicationId ?? createHash('sha256').update(text).digest('hex');

/** What was published under the same id within the window. Forgets what is older. */
export const recentDuplicate = ({ recent }: Topic, id: string | undefined, now: number) => {
  for (const [oldest, { at }] of recent) {
    if (at + deduplicationWindow > now) break;
    recent.delete(oldest);
  }
  return id === undefined ? undefined : recent.get(id);
};
