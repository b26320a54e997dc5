import type { AlertNotification } from '@millrace/shared/contracts/alert-notification';
import type { Message } from '@millrace/shared/runtime/publish-batch';
import type { Channel, Unsent } from './device-record.ts';
import { type Sent, sendOutbox } from './send-outbox.ts';

const unsent = (id: string, to: Channel[] = ['topic', 'bus'], given: Partial<AlertNotification> = {}): Unsent => ({
  notification: {
    version: 1,
    alertId: id,
    notificationId: `${id}/raised`,
    change: 'raised',
    rule: 'tachycardia',
    severity: 'critical',
    summary: 'Heart rate is high',
    tenant: 'ward-a',
    deviceId: 'monitor-01',
    deviceType: 'bedside-monitor',
    site: 'ward-3',
    measure: 'heart-rate',
    value: 130,
    raisedAt: 1_764_000_000_000,
    ...given,
  },
  to,
});

const send = async (outbox: Unsent[], given: Partial<Parameters<typeof sendOutbox>[0]> = {}) => {
  const messages: Message[][] = [];
  const announced: number[] = [];
  const sent: Sent = { topic: new Set(), bus: new Set() };
  const outcome = sendOutbox({
    publish: async (batch) => {
      messages.push([...batch]);
      return [];
    },
    announce: async (events) => {
      announced.push(events.length);
    },
    ...given,
  })(outbox, sent);
  const failure = await outcome.then(
    () => undefined,
    (error: Error) => error.message,
  );
  return { messages, announced, sent, failure };
};

test('a message carries the notification as its body and what filter policies use as attributes', async () => {
  const one = unsent('a');
  const { messages } = await send([one]);
  expect(messages.flat().map(({ body, attributes }) => [JSON.parse(body), attributes])).toEqual([
    [
      one.notification,
      { tenant: 'ward-a', severity: 'critical', change: 'raised', rule: 'tachycardia', site: 'ward-3' },
    ],
  ]);
});

test('a site without a name is no attribute, for SNS takes no empty one', async () => {
  const { messages } = await send([unsent('a', ['topic'], { site: '' })]);
  expect(Object.keys(messages.flat()[0]?.attributes ?? {})).toEqual(['tenant', 'severity', 'change', 'rule']);
});

test('each channel gets what it has not had, ten at a time', async () => {
  const outbox = Array.from({ length: 11 }, (_, index) => unsent(`both-${index}`));
  const { messages, announced, sent } = await send([...outbox, unsent('t', ['topic']), unsent('b', ['bus'])]);
  expect(messages.map((batch) => batch.length)).toEqual([10, 2]);
  expect(announced).toEqual([10, 2]);
  expect([sent.topic.has('b/raised'), sent.bus.has('t/raised')]).toEqual([false, false]);
});

test('what came before a call that throws is known to be sent', async () => {
  let calls = 0;
  const outbox = Array.from({ length: 11 }, (_, index) => unsent(`alert-${index}`));
  const { sent, failure } = await send(outbox, {
    announce: async () => {
      calls += 1;
      if (calls === 2) throw new Error('EventBridge refused an event');
    },
  });
  expect([sent.topic.size, sent.bus.size, failure]).toEqual([11, 10, 'EventBridge refused an event']);
});
