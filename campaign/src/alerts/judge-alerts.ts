import { effectiveRules } from '@millrace/shared/alert-rules/effective-rules';
import type { AlertNotification } from '@millrace/shared/contracts/alert-notification';
import type { AlertRule } from '@millrace/shared/contracts/alert-rule';
import { type DeviceEngine, deviceEngine } from '../../../services/alerts/src/engine/device-engine.ts';
import type { News } from '../../../services/alerts/src/engine/device-state.ts';
import type { Outcome, PassedOn } from '../outcome.ts';
import { deviceIds, lineOf } from '../registry.ts';
import type { Violation, ViolationKind } from '../verdict.ts';
import { explain, type Input } from './explain.ts';
import { judgeGroups } from './judge-groups.ts';
import type { RulesHistory } from './publish-rules.ts';
import type { AlertsOutcome } from './read-alerts.ts';
import { firstRules, gatewayAlert, laterRules, shortLived } from './rules.ts';
import type { Deliveries } from './watch-deliveries.ts';

export type AlertsWorld = {
  outcome: Pick<Outcome, 'passedOn' | 'notEvaluated'>;
  alerts: AlertsOutcome;
  deliveries: Deliveries;
  rulesHistory: RulesHistory;
  /** Details of the events that the bus took and lost. */
  lost: ReadonlySet<string>;
  /** When all had come to rest (epoch ms). */
  restedAt: number;
  /** Milliseconds for which timers leave the readings to come. */
  underWay: number;
};

/**
 * The law of alerts: there is one history that the rules make of the readings in the stream and of the time that passed. All
 * of it is told where it is to be told, nothing else is, each change in one form only, and what is stored is its end.
 */
export const judgeAlerts = (world: AlertsWorld): AlertsVerdict => {
  const { alerts } = world;
  let [lives, undisturbed] = [0, 0];
  const violations: Violation[] = [];
  const say = (kind: ViolationKind, detail: string) => violations.push({ kind, detail });
  const known = changesIn(alerts, say);
  const byLife = Map.groupBy(known.values(), ({ rule, deviceId }) => lifeOf(rule, deviceId));
  const news: News[] = [];
  for (const deviceId of deviceIds) {
    const readings = world.outcome.passedOn.filter((each) => each.deviceId === deviceId);
    const state = alerts.devices.find(({ kept }) => kept.id === deviceId)?.kept.state;
    for (const rule of firstRules.rules) {
      if (rule.select?.labels?.line !== lineOf(deviceId)) continue;
      const told = (byLife.get(lifeOf(rule.id, deviceId)) ?? []).sort((a, b) => a.number - b.number);
      byLife.delete(lifeOf(rule.id, deviceId));
      const question = {
        ...{ deviceId, told, ruleId: rule.id, lateness: (rule.lateness ?? 0) * 1000 },
        ...inputsOf(world, readings, rule),
        stored: JSON.stringify(state?.rules.get(rule.id)),
        mayBeWithdrawn: rule.id === shortLived && world.rulesHistory.changedAt !== undefined,
        mayBeSuppressed: rule.suppress !== undefined && wasOn(known, gatewayAlert),
      };
      const found = explain(question);
      lives += 1;
      if (found?.isUndisturbed) undisturbed += 1;
      if (found) news.push(...found.news);
      else for (const violation of accuse(question)) violations.push(violation);
    }
  }
  for (const told of byLife.values()) for (const { notificationId } of told) say('alert ghost', notificationId);
  violations.push(...judgeTelling(news, world), ...judgeGroups(news, alerts), ...judgeRest(world));
  return { violations, lives, undisturbed };
};

/** Of so many lives, each of a rule on a device, so many went as they go where nothing fails. */
export type AlertsVerdict = { violations: Violation[]; lives: number; undisturbed: number };

const lifeOf = (rule: string, deviceId: string): string => `${rule}~${deviceId}`;

const withoutGroup = ({ group: _, ...notification }: AlertNotification): AlertNotification => notification;

/** Every change that anybody knows of. A change has one id and one form, whoever tells of it and however often. */
const changesIn = (
  { history, topic, bus }: AlertsOutcome,
  say: (kind: ViolationKind, detail: string) => void,
): Map<string, AlertNotification> => {
  const known = new Map<string, AlertNotification>();
  for (const each of [...history, ...bus, ...topic].map(withoutGroup)) {
    const before = known.get(each.notificationId);
    if (before && JSON.stringify(before) !== JSON.stringify(each)) say('alert told in two ways', each.notificationId);
    known.set(each.notificationId, before ?? each);
  }
  const seen = new Set<string>();
  for (const { alertId, change } of known.values()) {
    if (change !== 'raised' && change !== 'cleared') continue;
    if (seen.has(`${alertId} ${change}`)) say('alert told in two ways', `${alertId} ${change} twice`);
    seen.add(`${alertId} ${change}`);
  }
  return known;
};

const wasOn = (known: Map<string, AlertNotification>, { deviceId, ruleId }: typeof gatewayAlert): boolean =>
  [...known.values()].some((each) => each.deviceId === deviceId && each.rule === ruleId && each.change === 'raised');

const engineOf = (rules: AlertRule[]): DeviceEngine =>
  deviceEngine(effectiveRules({ version: 1, publishedAt: 1, rules }));
const engines = new Map(firstRules.rules.map((rule) => [rule.id, engineOf([rule])]));
const without = engineOf([]);

const inputsOf = (
  { outcome: { notEvaluated }, deliveries, rulesHistory, restedAt, underWay }: AlertsWorld,
  readings: readonly PassedOn[],
  rule: AlertRule,
) => {
  const engine = engines.get(rule.id) ?? without;
  const { changedAt = Number.POSITIVE_INFINITY, surelyChangedAt = Number.POSITIVE_INFINITY } = rulesHistory;
  const enginesBetween = (first: number, last: number): DeviceEngine[] => {
    if (rule.id !== shortLived || last < changedAt) return [engine];
    return first >= surelyChangedAt ? [without] : [engine, without];
  };
  // What the clock of the timers is behind by follows the readings; here by as little as any of them allows.
  let lag = 0;
  const inputs = readings.map(({ sequenceNumber, ...reading }, index): Input => {
    const { times = 0, first = restedAt, last = restedAt } = deliveries.get(sequenceNumber) ?? {};
    const mayHavePassed = last - underWay - lag;
    const ownLag = reading.receivedAt - reading.time;
    lag = index === 0 ? ownLag : Math.min(lag, ownLag);
    return {
      reading,
      mayHavePassed,
      isOptional: notEvaluated.has(sequenceNumber),
      isRepeated: times > 1,
      engines: enginesBetween(first, last),
    };
  });
  return { inputs, last: { engines: enginesBetween(0, restedAt), mayHavePassed: restedAt - underWay - lag } };
};

type Question = Parameters<typeof explain>[0];

/** Says what is wrong where nothing explains a history: as against one in which timers are looked at only when all is over. */
const accuse = ({ deviceId, inputs, last, told, stored, ruleId }: Question): Violation[] => {
  const expected: AlertNotification[] = [];
  let state: Parameters<DeviceEngine['observe']>[0] = { deviceId, rules: new Map() };
  for (const {
    reading,
    engines: [engine = without],
  } of inputs) {
    const moved = engine.observe(state, reading, () => false);
    expected.push(...moved.news.map(({ notification }) => notification));
    state = moved.state;
  }
  const end = (last.engines[0] ?? without).pass(state, last.mayHavePassed, () => false);
  expected.push(...end.news.map(({ notification }) => notification));
  const idsOf = (list: readonly AlertNotification[]) =>
    new Set(list.map(({ notificationId, change }) => `${notificationId} ${change}`));
  const missed = [...idsOf(expected).difference(idsOf(told))];
  const ghosts = [...idsOf(told).difference(idsOf(expected))];
  return [
    ...missed.slice(0, 3).map((detail): Violation => ({ kind: 'alert missed', detail })),
    ...ghosts.slice(0, 3).map((detail): Violation => ({ kind: 'alert ghost', detail })),
    {
      kind: 'alert state wrong',
      detail: `${ruleId} on ${deviceId}: told ${told.length}, expected ${expected.length}; stored ${stored}, expected ${JSON.stringify(end.state.rules.get(ruleId))}`,
    },
  ];
};

/** Each change is where it has to be; the topic has no others. What goes to groups is told of there. */
const judgeTelling = (news: readonly News[], { alerts: { history, bus, topic }, lost }: AlertsWorld): Violation[] => {
  const violations: Violation[] = [];
  const idsIn = (list: readonly AlertNotification[]) => new Set(list.map(({ notificationId }) => notificationId));
  const [inHistory, onBus, inTopic] = [idsIn(history), idsIn(bus), idsIn(topic.filter(({ group }) => !group))];
  const lostIds = idsIn([...lost].map((detail) => JSON.parse(detail)));
  const loud = new Set<string>();
  for (const { notification, isLoud, group } of news) {
    const { notificationId, change } = notification;
    const miss = (where: string) =>
      violations.push({ kind: 'alert missed', detail: `${notificationId} ${change} in ${where}` });
    if (!inHistory.has(notificationId)) miss('the history');
    if (!onBus.has(notificationId) && !lostIds.has(notificationId)) miss('the bus');
    if (!isLoud || group !== undefined) continue;
    loud.add(notificationId);
    if (!inTopic.has(notificationId)) miss('the topic');
  }
  for (const id of inTopic.difference(loud)) violations.push({ kind: 'alert ghost', detail: `${id} in the topic` });
  return violations;
};

/** All is told, and whatever has yet to be looked at is in the index of timers in time. */
const judgeRest = ({ alerts, rulesHistory, restedAt, underWay }: AlertsWorld): Violation[] => {
  const violations: Violation[] = [];
  const engine = engineOf((rulesHistory.changedAt === undefined ? firstRules : laterRules).rules);
  const judge = (id: string, left: number, due: number | undefined, wakeAt: number | undefined): void => {
    if (left > 0) violations.push({ kind: 'alert missed', detail: `${left} changes still in the outbox of ${id}` });
    if (due !== undefined && (wakeAt ?? Number.POSITIVE_INFINITY) > due)
      violations.push({ kind: 'alert timer wrong', detail: `${id} is due at ${due}, and looked at at ${wakeAt}` });
    if (due !== undefined && due < restedAt - underWay - slack)
      violations.push({ kind: 'alert timer wrong', detail: `${id} was due ${restedAt - due} ms ago` });
  };
  for (const { kept, wakeAt } of alerts.devices) {
    const due = engine.dueAt(kept.state);
    judge(kept.id, kept.outbox.length, due === undefined ? undefined : due + (kept.state.lag ?? 0), wakeAt);
  }
  for (const { kept, wakeAt } of alerts.groups) judge(kept.id, kept.outbox.length, kept.state.windowEnds, wakeAt);
  return violations;
};

/** Milliseconds between two looks at a timer at most: a minute, and what a look takes. */
const slack = 90_000;
