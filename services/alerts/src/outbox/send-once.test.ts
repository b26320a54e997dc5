import { anAlertNotification } from '@millrace/shared/testing/an-alert-notification';
import { sendOnce } from './send-once.ts';
import type { Outgoing, Send, Sent } from './send-outbox.ts';
import type { Channel, Unsent } from './unsent.ts';

const unsent = (id: string, ...to: Channel[]): Unsent => ({
  notification: anAlertNotification({ alertId: id, notificationId: `${id}/1` }),
  to,
});

const nothing = (): Sent => ({ topic: new Set(), group: new Set(), bus: new Set(), history: new Set() });

/** A sender that takes everything, but throws when it comes to the bus while that is down. */
const sender = () => {
  const went: string[] = [];
  let isDown = false;
  const send: Send = async (outbox: Outgoing, sent: Sent) => {
    for (const { notification, to } of outbox)
      for (const channel of to) {
        if (channel === 'bus' && isDown) throw new Error('the bus is down');
        went.push(`${notification.notificationId} ${channel}`);
        sent[channel].add(notification.notificationId);
      }
  };
  return {
    went,
    once: sendOnce(send),
    breakDown: (to: boolean) => {
      isDown = to;
    },
  };
};

test('what has arrived in a channel is not sent there again, and is known to have arrived', async () => {
  const { once, went } = sender();
  await once([unsent('a', 'topic', 'bus')], nothing());
  const again = nothing();
  await once([unsent('a', 'topic', 'bus', 'history'), unsent('b', 'topic')], again);
  expect(went).toEqual(['a/1 topic', 'a/1 bus', 'a/1 history', 'b/1 topic']);
  expect([[...again.topic], [...again.bus], [...again.history]]).toEqual([['a/1', 'b/1'], ['a/1'], ['a/1']]);
});

test('what arrived before a sender threw is not sent again, the rest is', async () => {
  const { once, went, breakDown } = sender();
  breakDown(true);
  await expect(once([unsent('a', 'topic', 'bus')], nothing())).rejects.toThrow('the bus is down');
  breakDown(false);
  await once([unsent('a', 'topic', 'bus')], nothing());
  expect(went).toEqual(['a/1 topic', 'a/1 bus']);
});

test('thousands are remembered, not all that ever was', async () => {
  const { once, went } = sender();
  const many = Array.from({ length: 5_001 }, (_, index) => unsent(String(index), 'topic'));
  await once(many, nothing());
  await once(many.slice(0, 1), nothing());
  await once(many.slice(0, 1), nothing());
  expect(went).toHaveLength(5_001);
  await once([unsent('next', 'topic')], nothing());
  await once(many.slice(1, 2), nothing());
  expect(went).toHaveLength(5_003);
});
