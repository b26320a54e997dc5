import { type AlertNotification, alertAttributes } from '@millrace/shared/contracts/alert-notification';
import { inBatches } from '@millrace/shared/runtime/batches';
import type { Message } from '@millrace/shared/runtime/publish-batch';
import type { BusEvent } from '@millrace/shared/runtime/put-events';
import type { Channel, DeviceRecord, Unsent } from './device-record.ts';

export type SendingPorts = {
  /** Publishes to the topic; answers the messages that SNS did not take. */
  publish: <T extends Message>(messages: readonly T[]) => Promise<T[]>;
  announce: (events: readonly BusEvent[]) => Promise<void>;
};

/** Ids of the notifications that are known to have arrived. */
export type Sent = Record<Channel, Set<string>>;

/**
 * Sends what is unsent, ten at a time, as both calls take them, and enters in `sent` what has arrived, at once: when a call
 * throws, the caller still knows of all before it.
 */
export const sendOutbox =
  ({ publish, announce }: SendingPorts) =>
  async (outbox: readonly Unsent[], sent: Sent): Promise<void> => {
    for (const ten of tensFor('topic', outbox)) {
      const messages = ten.map(toMessage);
      const refused = new Set(await publish(messages));
      for (const message of messages) if (!refused.has(message)) sent.topic.add(message.notificationId);
    }
    for (const ten of tensFor('bus', outbox)) {
      await announce(ten.map((detail) => ({ type: 'AlertChanged', detail })));
      for (const { notificationId } of ten) sent.bus.add(notificationId);
    }
  };

/** The record without what has been sent; the record itself where that changes nothing. */
export const withoutSent =
  (sent: Sent) =>
  (record: DeviceRecord): DeviceRecord => {
    const isLeft = ({ notification: { notificationId }, to }: Unsent) =>
      to.filter((channel) => !sent[channel].has(notificationId));
    const left = record.outbox.map((unsent) => ({ ...unsent, to: isLeft(unsent) }));
    if (left.every(({ to }, index) => to.length === record.outbox[index]?.to.length)) return record;
    return { ...record, outbox: left.filter(({ to }) => to.length > 0) };
  };

const tensFor = (channel: Channel, outbox: readonly Unsent[]): AlertNotification[][] => {
  const notifications = outbox.filter(({ to }) => to.includes(channel)).map(({ notification }) => notification);
  return inBatches(notifications, { count: 10 });
};

const toMessage = (notification: AlertNotification): Message & { notificationId: string } => ({
  notificationId: notification.notificationId,
  body: JSON.stringify(notification),
  // SNS takes no attribute without a value, and a site may have no name.
  attributes: Object.fromEntries(
    alertAttributes.filter((name) => notification[name] !== '').map((name) => [name, notification[name]]),
  ),
});
