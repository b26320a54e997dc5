import type { News } from '../../../services/alerts/src/engine/device-state.ts';
import type { Violation } from '../verdict.ts';
import type { AlertsOutcome } from './read-alerts.ts';

/** Each loud change of a rule with groups is told of once, by a message of its own or by one that names or counts it. */
export const judgeGroups = (news: readonly News[], { topic }: AlertsOutcome): Violation[] => {
  const messages = new Map(topic.filter(({ group }) => group).map((each) => [each.notificationId, each]));
  const toldOf = new Map<string, number>();
  const count = (change: string) => toldOf.set(change, (toldOf.get(change) ?? 0) + 1);
  let uncounted = 0;
  for (const { alertId, change, group } of messages.values()) {
    count(`${alertId} ${change}`);
    for (const other of group?.others ?? []) count(`${other.alertId} ${other.change}`);
    uncounted += group?.more ?? 0;
  }
  const violations: Violation[] = [];
  for (const { notification, isLoud, group } of news) {
    if (!isLoud || group === undefined) continue;
    const key = `${notification.alertId} ${notification.change}`;
    const left = (toldOf.get(key) ?? 0) - 1;
    toldOf.set(key, left);
    if (left < 0) uncounted -= 1;
    if (left < 0 && uncounted < 0)
      violations.push({ kind: 'alert missed', detail: `${key} in the messages of ${group}` });
  }
  for (const [key, left] of toldOf)
    if (left > 0) violations.push({ kind: 'alert told in two ways', detail: `${key} ${left} times more in groups` });
  return violations;
};
