import type { AlertNotification } from '@millrace/shared/contracts/alert-notification';
import type { Message } from '@millrace/shared/runtime/publish-batch';
import { anAlertNotification } from '@millrace/shared/testing/an-alert-notification';
import { type Sent, sendOutbox } from './send-outbox.ts';
import type { Channel, Unsent } from './unsent.ts';

const unsent = (id: string, to: Channel[] = ['topic', 'bus'], given: Partial<AlertNotification> = {}): Unsent => ({
  notification: anAlertNotification({ alertId: id, notificationId: `${id}/1`, ...given }),
  to,
});

const send = async (outbox: Unsent[], given: Partial<Parameters<typeof sendOutbox>[0]> = {}) => {
  const messages: Message[][] = [];
  const announced: number[] = [];
  const kept: number[] = [];
  const joined: string[] = [];
  const sent: Sent = { topic: new Set(), group: new Set(), bus: new Set(), history: new Set() };
  const outcome = sendOutbox({
    publish: async (batch) => {
      messages.push([...batch]);
      return [];
    },
    announce: async (events) => {
      announced.push(events.length);
    },
    keep: async (changes) => {
      kept.push(changes.length);
    },
    join: async (changes) => {
      joined.push(...changes.map(({ group }) => group ?? ''));
      return [];
    },
    ...given,
  })(outbox, sent);
  const failure = await outcome.then(
    () => undefined,
    (error: Error) => error.message,
  );
  return { messages, announced, kept, joined, sent, failure };
};

test('a message carries the notification as its body and what filter policies use as attributes', async () => {
  const one = unsent('a');
  const { messages } = await send([one]);
  expect(messages.flat().map(({ body, attributes }) => [JSON.parse(body), attributes])).toEqual([
    [
      one.notification,
      { tenant: 'ward-a', severity: ['warning'], change: 'raised', rule: 'tachycardia', site: 'ward-3' },
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
  expect([sent.topic.has('b/1'), sent.bus.has('t/1')]).toEqual([false, false]);
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

test('filter policies can match every severity that an alert has had, so whoever heard of it hears of its end', async () => {
  const { messages } = await send([
    unsent('a', ['topic'], { severity: 'critical', severities: ['warning', 'critical'] }),
  ]);
  expect(messages.flat()[0]?.attributes.severity).toEqual(['warning', 'critical']);
});

test('the history is kept 25 changes at a time', async () => {
  const { kept, sent } = await send(Array.from({ length: 26 }, (_, index) => unsent(`h-${index}`, ['history'])));
  expect([kept, sent.history.size]).toEqual([[25, 1], 26]);
});

test('what a group does not take stays unsent', async () => {
  const inGroup = (id: string): Unsent => ({ ...unsent(id, ['group']), group: 'ward' });
  const [first, second] = [inGroup('a'), inGroup('b')];
  const { joined } = await send([first, second]);
  expect(joined).toEqual(['ward', 'ward']);
  const { sent } = await send([first, second], { join: async () => [second] });
  expect([...sent.group]).toEqual(['a/1']);
});
