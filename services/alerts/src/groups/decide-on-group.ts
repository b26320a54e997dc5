import type { AlertNotification } from '@millrace/shared/contracts/alert-notification';
import type { Kept } from '../records/kept.ts';
import { withNews } from '../records/kept.ts';
import type { Decision } from '../records/settle-records.ts';
import type { Group } from './group.ts';
import type { Moved } from './run-group.ts';

/** Takes a group through inputs in turn. */
export const decideOnGroup =
  <Input>(now: () => number, step: (group: Group, id: string, input: Input) => Moved) =>
  (record: Kept<Group>, inputs: readonly Input[]): Decision<Group> => {
    let group = record.state;
    const tell: AlertNotification[] = [];
    for (const input of inputs) {
      const moved = step(group, record.id, input);
      group = moved.group;
      tell.push(...moved.tell);
    }
    if (group === record.state) return { record, done: inputs.length };
    const outbox = [...record.outbox, ...tell.map((notification) => ({ notification, to: ['topic'] as const }))];
    return {
      record: withNews(record, { state: group, outbox, dueAt: group.windowEnds, now: now() }),
      done: inputs.length,
    };
  };
