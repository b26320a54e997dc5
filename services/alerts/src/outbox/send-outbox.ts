import { type AlertNotification, alertAttributes } from '@millrace/shared/contracts/alert-notification';
import { inBatches } from '@millrace/shared/runtime/batches';
import type { Attribute, Message } from '@millrace/shared/runtime/publish-batch';
import type { BusEvent } from '@millrace/shared/runtime/put-events';
import type { Kept } from '../records/kept.ts';
import type { Channel, Unsent } from './unsent.ts';

export type Outgoing = readonly Unsent[];

export type SendingPorts = {
  /** Publishes to the topic; answers the messages that SNS did not take. */
  publish: <T extends Message>(messages: readonly T[]) => Promise<T[]>;
  announce: (events: readonly BusEvent[]) => Promise<void>;
  /** Keeps changes for those who ask later. */
  keep: (changes: readonly AlertNotification[]) => Promise<void>;
  /** Hands changes to their groups; answers those that a group did not take. */
  join: (changes: readonly Unsent[]) => Promise<readonly Unsent[]>;
};

/** Ids of the changes that are known to have arrived. */
export type Sent = Record<Channel, Set<string>>;

/** Sends what is unsent and enters in `sent` what has arrived, at once: when it throws, the caller still knows of all before. */
export type Send = (outbox: Outgoing, sent: Sent) => Promise<void>;

/** Sends to subscribers first. */
export const sendOutbox =
  ({ publish, announce, keep, join }: SendingPorts): Send =>
  async (outbox, sent) => {
    for (const ten of inBatches(goingTo('topic', outbox), { count: 10 })) {
      const messages = ten.map(toMessage);
      const refused = new Set(await publish(messages));
      for (const message of messages) if (!refused.has(message)) sent.topic.add(message.notificationId);
    }
    const joining = outbox.filter(({ to }) => to.includes('group'));
    if (joining.length > 0) {
      const refused = new Set((await join(joining)).map(({ notification }) => notification.notificationId));
      for (const { notification } of joining)
        if (!refused.has(notification.notificationId)) sent.group.add(notification.notificationId);
    }
    for (const ten of inBatches(goingTo('bus', outbox), { count: 10 })) {
      await announce(ten.map((detail) => ({ type: 'AlertChanged', detail })));
      for (const { notificationId } of ten) sent.bus.add(notificationId);
    }
    for (const some of inBatches(goingTo('history', outbox), { count: 25 })) {
      await keep(some);
      for (const { notificationId } of some) sent.history.add(notificationId);
    }
  };

/** The record without what has been sent; the record itself where that changes nothing. */
export const withoutSent =
  (sent: Sent) =>
  <State>(record: Kept<State>): Kept<State> => {
    const isLeft = ({ notification: { notificationId }, to }: Unsent) =>
      to.filter((channel) => !sent[channel].has(notificationId));
    const left = record.outbox.map((unsent) => ({ ...unsent, to: isLeft(unsent) }));
    if (left.every(({ to }, index) => to.length === record.outbox[index]?.to.length)) return record;
    return { ...record, outbox: left.filter(({ to }) => to.length > 0) };
  };

const goingTo = (channel: Channel, outbox: Outgoing): AlertNotification[] =>
  outbox.filter(({ to }) => to.includes(channel)).map(({ notification }) => notification);

const toMessage = (notification: AlertNotification): Message & { notificationId: string } => ({
  notificationId: notification.notificationId,
  body: JSON.stringify(notification),
  // SNS takes no attribute without a value, and a site may have no name.
  attributes: Object.fromEntries(
    alertAttributes.map((name) => [name, attributeOf(notification, name)]).filter(([, value]) => value !== ''),
  ),
});

/** Every severity that the alert has had: whoever heard of it at one of them hears of its end. */
const attributeOf = (notification: AlertNotification, name: (typeof alertAttributes)[number]): Attribute =>
  name === 'severity' ? notification.severities : notification[name];
