import { anAlertNotification } from '@millrace/shared/testing/an-alert-notification';
import type { Outgoing, Sent } from '../outbox/send-outbox.ts';
import type { Unsent } from '../outbox/unsent.ts';
import type { Kept } from '../records/kept.ts';
import { type Group, groups } from './group.ts';
import { joinGroups } from './join-groups.ts';

const unsent = (alertId: string, group: string): Unsent => ({
  notification: anAlertNotification({ alertId, notificationId: `${alertId}/1` }),
  to: ['group', 'bus'],
  group,
});

const world = (isRefused: (id: string) => boolean = () => false) => {
  const table = new Map<string, Kept<Group>>();
  const topic: string[] = [];
  const join = joinGroups({
    load: async (ids) => ids.map((id) => table.get(id) ?? { id, version: 0, state: groups.empty(id), outbox: [] }),
    async save(record) {
      const next = { ...record, version: record.version + 1 };
      table.set(record.id, next);
      return next;
    },
    async send(outbox: Outgoing, sent: Sent) {
      for (const { notification } of outbox)
        if (!isRefused(notification.alertId)) {
          topic.push(notification.notificationId);
          sent.topic.add(notification.notificationId);
        }
    },
    now: () => 1_000,
  });
  return { table, topic, join };
};

test('each group tells of its first alert and remembers the others', async () => {
  const { join, topic, table } = world();
  expect(await join([unsent('a', '60/x'), unsent('b', '60/x'), unsent('c', '60/y')])).toEqual([]);
  expect(topic).toEqual(['a/1', 'c/1']);
  expect(table.get('60/x')).toMatchObject({ dueAt: 61_000, outbox: [], state: { lead: { alertId: 'b' } } });
});

test('joining again changes nothing and tells nothing', async () => {
  const { join, topic, table } = world();
  await join([unsent('a', '60/x'), unsent('b', '60/x')]);
  const before = table.get('60/x');
  await join([unsent('a', '60/x'), unsent('b', '60/x')]);
  expect([topic, table.get('60/x')]).toEqual([['a/1'], before]);
});

test('the changes of a group that cannot tell of them are not taken', async () => {
  const { join } = world((alertId) => alertId === 'a');
  const [first, second, third] = [unsent('a', '60/x'), unsent('b', '60/x'), unsent('c', '60/y')];
  expect(await join([first, second, third])).toEqual([first, second]);
});
