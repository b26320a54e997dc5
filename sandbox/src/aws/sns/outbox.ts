import type { Message } from './message.ts';

/** What became of a message for one subscriber. `recorded`: email and SMS, which go nowhere from here. */
export type Outcome = 'pending' | 'delivered' | 'filtered out' | 'recorded' | 'dead-lettered' | 'failed';

export type Receipt = {
  subscriptionArn: string;
  protocol: string;
  endpoint: string;
  outcome: Outcome;
  attempts: number;
};

export type OutboxMessage = Message & { receipts: Receipt[] };

/** Enough for a person or a test to look back on, and a few MB a topic at most. */
const mostKept = 1000;

export const keep = (outbox: OutboxMessage[], message: OutboxMessage): void => {
  outbox.push(message);
  if (outbox.length > mostKept) outbox.shift();
};

/** Notes what became of one delivery, unless its message is no longer among the newest. */
export const note = (outbox: OutboxMessage[], messageId: string, receipt: Receipt): void => {
  const receipts = outbox.findLast(({ id }) => id === messageId)?.receipts ?? [];
  const index = receipts.findIndex(({ subscriptionArn }) => subscriptionArn === receipt.subscriptionArn);
  if (index >= 0) receipts[index] = receipt;
};
