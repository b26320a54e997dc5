import type { AlertNotification } from '@millrace/shared/contracts/alert-notification';
import type { EnrichedReading } from '@millrace/shared/contracts/enriched-reading';
import type { DeviceEngine } from '../../../services/alerts/src/engine/device-engine.ts';
import type { DeviceState, IsOn, Moved, News } from '../../../services/alerts/src/engine/device-state.ts';

/** One place of a reading in its device's stream. */
export type Input = {
  reading: EnrichedReading;
  /** Lambda gave it up here, and nobody knows whether a function had got to it. */
  isOptional: boolean;
  /** It was handed to a function more than once, so it may have come again behind later ones. */
  isRepeated: boolean;
  /** Device time that a look at the timers may have come to before this reading was evaluated for the last time. */
  mayHavePassed: number;
  /** What it may have been evaluated by: the engines of the rules that were or came into force. */
  engines: readonly DeviceEngine[];
};

export type Question = {
  deviceId: string;
  inputs: readonly Input[];
  /** Engine and device time of the last look at the timers. */
  last: { engines: readonly DeviceEngine[]; mayHavePassed: number };
  /** Seconds that readings of the rule are waited for, in milliseconds. */
  lateness: number;
  /** What was told of the rule on the device, in the order of the numbers. */
  told: readonly AlertNotification[];
  /** What is stored of the rule, as JSON; nothing of one that never saw anything. */
  stored: string | undefined;
  ruleId: string;
  /** Whether the rule was taken out: a look at the timers withdraws its alert at whatever time it comes. */
  mayBeWithdrawn: boolean;
  /** Whether an alert that this one hangs on may have been on. */
  mayBeSuppressed: boolean;
};

/** One way in which things may have gone: a state, how much of what was told it accounts for, and the news that did. */
type Way = { state: DeviceState; told: number; news: Past | undefined };
type Past = { last: News; before: Past | undefined };

/**
 * Whether the engine makes what was told, and what is stored, of a device's readings: each of them in its place in the stream, some
 * of them again later, and in between looks at the timers, no earlier than these may come. Answers the news of one way in which that is
 * so. It knows the pure engine only, nothing of storing or sending.
 */
export const explain = (question: Question): Explanation | undefined => {
  const undisturbed = search(asIfNothingHadFailed(question), false);
  if (undisturbed) return { news: undisturbed, isUndisturbed: true };
  const news =
    search(question, false) ??
    (question.inputs.some(({ isRepeated }) => isRepeated) ? search(question, true) : undefined);
  return news && { news, isUndisturbed: false };
};

/** `isUndisturbed`: it went as it goes where nothing fails. */
export type Explanation = { news: News[]; isUndisturbed: boolean };

/** Every reading evaluated once, in its place and in time. */
const asIfNothingHadFailed = (question: Question): Question => ({
  ...question,
  inputs: question.inputs.map((input) => ({
    ...input,
    ...{ isOptional: false, isRepeated: false, mayHavePassed: Number.NEGATIVE_INFINITY },
    engines: input.engines.slice(0, 1),
  })),
  mayBeSuppressed: false,
  mayBeWithdrawn: false,
});

/** Ways beyond which nobody looks any further. */
const maxWays = 3_000;

const search = (question: Question, withRepeats: boolean): News[] | undefined => {
  const { deviceId, inputs, last, stored, ruleId, told } = question;
  const texts = told.map(textOf);
  const step = stepping(question, texts);
  let ways: Way[] = [{ state: { deviceId, rules: new Map() }, told: 0, news: undefined }];
  for (const [index, input] of inputs.entries()) {
    const again = withRepeats ? inputs.slice(0, index).filter(({ isRepeated }) => isRepeated) : [];
    const before = closure(ways, (way) => [...step.passing(way, input, index), ...step.observing(way, again)]);
    ways = distinct([...before.flatMap((way) => step.observing(way, [input])), ...(input.isOptional ? before : [])]);
    if (ways.length === 0) return undefined;
  }
  const again = withRepeats ? inputs.filter(({ isRepeated }) => isRepeated) : [];
  const ends = closure(ways, (way) => [...step.passing(way, last, inputs.length), ...step.observing(way, again)]);
  const end = ends.find((way) => way.told === told.length && JSON.stringify(way.state.rules.get(ruleId)) === stored);
  return end && newsIn(end.news);
};

const stepping = (
  { inputs, lateness, mayBeSuppressed, mayBeWithdrawn, told, stored = 'null' }: Question,
  texts: readonly string[],
) => {
  const storedAt: number | undefined = JSON.parse(stored)?.at;
  const after = (way: Way, { state, news }: Moved): Way[] => {
    let past = way.news;
    for (const [index, each] of news.entries()) {
      if (textOf(each.notification) !== texts[way.told + index]) return [];
      past = { last: each, before: past };
    }
    return [{ state, told: way.told + news.length, news: past }];
  };
  const suppressions: IsOn[] = mayBeSuppressed ? [() => false, () => true] : [() => false];

  return {
    /** The way after one of the inputs. */
    observing: (way: Way, given: readonly Input[]): Way[] =>
      given.flatMap(({ reading, engines }) =>
        engines.flatMap((engine) =>
          suppressions.flatMap((isOn) => after(way, engine.observe(way.state, reading, isOn))),
        ),
      ),
    /** The way after a look at the timers, by which device time came to any point at which that matters. */
    passing: (way: Way, { engines, mayHavePassed }: Pick<Input, 'engines' | 'mayHavePassed'>, from: number): Way[] =>
      engines.flatMap((engine) => {
        const due = engine.dueAt(way.state) ?? Number.POSITIVE_INFINITY;
        const isChecking = isCheckedAgain(way.state);
        const comeTo = isChecking ? checkedEvery : lateness;
        const laterOnes = comeTo === 0 ? [] : inputs.slice(from).map(({ reading }) => reading.time + comeTo);
        const next = told[way.told]?.time;
        const times = new Set([
          ...(isChecking ? [Math.min((next ?? Number.POSITIVE_INFINITY) - 1, mayHavePassed), next, storedAt] : [due]),
          ...laterOnes.filter((time) => due < time),
          ...(mayBeWithdrawn ? [next ?? storedAt] : []),
        ]);
        return [...times]
          .filter((time) => time !== undefined && time <= mayHavePassed)
          .flatMap((time) => suppressions.flatMap((isOn) => after(way, engine.pass(way.state, time ?? 0, isOn))));
      }),
  };
};

/** Milliseconds between two looks at whether an alert is still suppressed (`raise.ts`): so many that each cannot be a way of its own. */
const checkedEvery = 60_000;

const isCheckedAgain = ({ rules }: DeviceState): boolean =>
  [...rules.values()].some(({ life }) => life.status === 'pending' && life.again !== undefined);

/** These ways and all that come of them. */
const closure = (ways: readonly Way[], next: (way: Way) => Way[]): Way[] => {
  const known = new Map(ways.map((way) => [keyOf(way), way]));
  const open = [...known.values()];
  for (let way = open.pop(); way !== undefined && known.size < maxWays; way = open.pop())
    for (const each of next(way)) {
      const key = keyOf(each);
      if (known.has(key)) continue;
      known.set(key, each);
      open.push(each);
    }
  return [...known.values()];
};

const distinct = (ways: readonly Way[]): Way[] => [...new Map(ways.map((way) => [keyOf(way), way])).values()];

const keyOf = ({ state, told }: Way): string =>
  `${told} ${JSON.stringify([...state.rules.values()])} ${JSON.stringify(state.late ?? null)}`;

/** The version of the rules is looked at elsewhere: two may be in force at a time. */
const textOf = ({ rulesVersion: _, ...notification }: AlertNotification): string => JSON.stringify(notification);

const newsIn = (past: Past | undefined): News[] => {
  const news: News[] = [];
  for (let each = past; each !== undefined; each = each.before) news.unshift(each.last);
  return news;
};
