import { effectiveRules } from '@millrace/shared/alert-rules/effective-rules';
import type { AlertNotification } from '@millrace/shared/contracts/alert-notification';
import type { AlertRule } from '@millrace/shared/contracts/alert-rule';
import type { EnrichedReading } from '@millrace/shared/contracts/enriched-reading';
import { deviceEngine } from './device-engine.ts';
import type { DeviceState, IsOn, News } from './device-state.ts';
import type { Action } from './life/act.ts';

export type Input = EnrichedReading | { tick: number } | { rule: string; action: Action };

export const nothingKnown = (deviceId = 'monitor-01'): DeviceState => ({ deviceId, rules: new Map() });

export const engineOf = (rules: AlertRule[], version = 1) =>
  deviceEngine(effectiveRules({ version, publishedAt: 0, rules }));

type Driven = { state: DeviceState; news: readonly News[] };

/** A device under some rules taken through inputs, and all that there was to tell. A refused action changes nothing. */
export const drive = (
  rules: AlertRule[],
  inputs: readonly Input[],
  { from = nothingKnown(), isOn = () => false }: { from?: DeviceState; isOn?: IsOn } = {},
): Driven => {
  const engine = engineOf(rules);
  let state = from;
  const news: News[] = [];
  for (const input of inputs) {
    const moved =
      'tick' in input
        ? engine.pass(state, input.tick, isOn)
        : 'action' in input
          ? engine.act(state, input.rule, input.action, isOn)
          : engine.observe(state, input, isOn);
    if ('refused' in moved) continue;
    state = moved.state;
    news.push(...moved.news);
  }
  return { state, news };
};

/** The changes of each rule, in the order in which they were told. */
export const historyOf = ({ news }: Driven): Map<string, AlertNotification[]> =>
  Map.groupBy(
    news.map(({ notification }) => notification),
    ({ rule }) => rule,
  );

/** What rules remember: without what tells of arrivals. */
export const rememberedIn = ({ rules }: DeviceState) => new Map(rules);
