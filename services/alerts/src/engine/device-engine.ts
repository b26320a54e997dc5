import type { EffectiveRule } from '@millrace/shared/alert-rules/effective-rule';
import type { effectiveRules } from '@millrace/shared/alert-rules/effective-rules';
import type { EnrichedReading } from '@millrace/shared/contracts/enriched-reading';
import { type CompiledRule, compileRule } from './compile-rule.ts';
import { earliest, type Observed } from './conditions/condition.ts';
import type { DeviceState, IsOn, Moved, News } from './device-state.ts';
import { between, completeUntil, type Late, nobodyLate, trimmed, withReading, withTime } from './late.ts';
import { type Action, act, notBefore, type Refusal } from './life/act.ts';
import type { Change } from './life/change.ts';
import type { Device } from './life/setting.ts';
import { lookedAtBy } from './looked-at.ts';
import { notificationOf } from './notification-of.ts';
import { type RuleState, untouched } from './rule-state.ts';
import { type Place, type Run, ruleDue, runReading, runTime, settingAt } from './run-rule.ts';
import { withdraw } from './withdraw.ts';

/**
 * Milliseconds for which a rule that left the file is remembered: for half a minute others still go by it, and for a day readings may come
 * again. Forgotten at once it would raise its alerts once more, under numbers that were given already.
 */
const forgottenAfter = 86_400_000;

export type EffectiveRules = ReturnType<typeof effectiveRules>;

/**
 * The rules on one device: what a reading, the passing of time and an action make of what they remember. Knows no clock:
 * time is the device's own. The same inputs in the same order make the same history, however they are cut into batches, and
 * an input that comes again changes nothing.
 */
export const deviceEngine = (rules: EffectiveRules) => {
  const tell = newsOf(rules.version);

  /** Applies to each rule that selects the device what `run` makes of it. */
  const each = (
    state: DeviceState,
    device: Device,
    isOn: IsOn,
    run: (compiled: CompiledRule, place: Place, from: Run) => Run,
  ): Moved => {
    const place: Place = { device, isOn };
    const news: News[] = [];
    let states: Map<string, RuleState> | undefined;
    for (const compiled of planOf(rules.select(device)).rules) {
      const { rule } = compiled;
      const before = state.rules.get(rule.id) ?? untouched;
      const after = run(compiled, place, { state: before, changes: noChanges });
      if (after.state === before) continue;
      states ??= new Map(state.rules);
      states.set(rule.id, after.state);
      news.push(...tell(rule, device, before, after.changes));
    }
    return { state: states === undefined ? state : { ...state, rules: states }, news };
  };

  /** What is on of rules that are gone, or no longer select the device, is over. */
  const withdrawOthers = (state: DeviceState, device: Device, time: number): Moved => {
    const selected = rules.select(device);
    const news: News[] = [];
    let states: Map<string, RuleState> | undefined;
    for (const [ruleId, before] of state.rules) {
      if (selected.has(ruleId)) continue;
      const { state: after, changes } = withdraw(before, time);
      const isOver = after === before && before.life.status === 'normal' && time > before.at + forgottenAfter;
      const isForgotten = isOver && !rules.ids.has(ruleId);
      if (after === before && !isForgotten) continue;
      states ??= new Map(state.rules);
      if (isForgotten) states.delete(ruleId);
      else states.set(ruleId, after);
      news.push(...tell({ id: ruleId, summary: ruleId, severity: 'info' }, device, before, changes));
    }
    return { state: states === undefined ? state : { ...state, rules: states }, news };
  };

  const longestOf = (device: Device): number => planOf(rules.select(device)).longest;

  return {
    /** The device after one of its readings. `isOn` is asked of the devices that its own may hang on. */
    observe(before: DeviceState, reading: EnrichedReading, isOn: IsOn): Moved {
      const device = newestOf(before, reading);
      const withdrawn = withdrawOthers(before, device, reading.time);
      const longest = longestOf(device);
      const lateBefore = before.late ?? nobodyLate;
      const late =
        longest === 0 ? undefined : withReading(lateBefore, lookedAtBy(rules.select(device), reading), longest);
      const moved = each(withdrawn.state, device, isOn, (compiled, place, run) =>
        late === undefined || compiled.lateness === 0
          ? runReading(compiled, place, run, reading)
          : runComplete(compiled, place, run, lateBefore, late),
      );
      const state = described(withLate(moved.state, late && trimmed(late, longest)), reading);
      const lag = reading.receivedAt - reading.time;
      return { state: state === before ? before : { ...state, lag }, news: [...withdrawn.news, ...moved.news] };
    },

    /** The device once its time has come to `time` without a reading. */
    pass(kept: DeviceState, time: number, isOn: IsOn): Moved {
      const device = deviceOf(kept);
      if (device === undefined) return { state: kept, news: [] };
      const withdrawn = withdrawOthers(kept, device, time);
      const before = withdrawn.state;
      const lateBefore = before.late;
      const isWaitedFor = lateBefore !== undefined && lateBefore.waiting.length > 0;
      const late = isWaitedFor ? withTime(lateBefore, time) : lateBefore;
      const { state, news } = each(before, device, isOn, (compiled, place, run) => {
        const complete =
          late !== undefined && lateBefore !== undefined && compiled.lateness > 0
            ? runComplete(compiled, place, run, lateBefore, late)
            : run;
        return runTime(compiled, place, complete, time - compiled.lateness);
      });
      return { state: withLate(state, late && trimmed(late, longestOf(device))), news: [...withdrawn.news, ...news] };
    },

    /**
     * The device after an action on one of its rules; `unknown-rule` where none of that id selects it. An action from before
     * what is decided on the rule, as the clocks say, takes place at that.
     */
    act(
      before: DeviceState,
      ruleId: string,
      action: Action,
      isOn: IsOn,
    ): Moved | Refusal | { refused: 'unknown-rule' } {
      const device = deviceOf(before);
      const rule = device && rules.select(device).get(ruleId);
      if (device === undefined || rule === undefined) return { refused: 'unknown-rule' };
      const from = before.rules.get(ruleId) ?? untouched;
      const compiled = compileRule(rule);
      const step = act(settingAt(compiled, { device, isOn }, from.weighed), from.life, notBefore(from.at, action));
      if ('refused' in step) return step;
      if (step.life === from.life && step.changes.length === 0) return { state: before, news: [] };
      const after = { ...from, life: step.life, number: from.number + step.changes.length };
      return {
        state: { ...before, rules: new Map(before.rules).set(ruleId, after) },
        news: tell(rule, device, from, step.changes),
      };
    },

    /** The device time at which a rule has something to do though no reading comes. */
    dueAt(state: DeviceState): number | undefined {
      const device = deviceOf(state);
      if (device === undefined) return undefined;
      const dues: (number | undefined)[] = [];
      for (const [ruleId, rule] of rules.select(device)) {
        const compiled = compileRule(rule);
        const { lateness } = compiled;
        const due = ruleDue(compiled, { device, isOn: nowhereOn }, state.rules.get(ruleId) ?? untouched);
        dues.push(due === undefined ? undefined : due + lateness);
        if (lateness === 0 || state.late === undefined) continue;
        const complete = completeUntil(state.late, lateness);
        const next = state.late.waiting.find(({ time }) => time > complete);
        dues.push(next && next.time + lateness);
      }
      return earliest(dues);
    },
  };
};

export type DeviceEngine = ReturnType<typeof deviceEngine>;

const nowhereOn: IsOn = () => false;

const noChanges: readonly Change[] = [];

/** Rules that select a device, made ready; `longest` is the longest lateness of them, in milliseconds. */
type Plan = { rules: readonly CompiledRule[]; longest: number };

/** Devices that no rule tells apart are answered with one and the same selection. */
const planOf = (selected: ReadonlyMap<string, EffectiveRule>): Plan => {
  const known = plans.get(selected);
  if (known) return known;
  const compiled = [...selected.values()].map(compileRule);
  const plan = { rules: compiled, longest: Math.max(0, ...compiled.map(({ lateness }) => lateness)) };
  plans.set(selected, plan);
  return plan;
};

const plans = new WeakMap<ReadonlyMap<string, EffectiveRule>, Plan>();

/** A rule with lateness goes through what is complete now and was not before. */
const runComplete = (compiled: CompiledRule, place: Place, from: Run, before: Late, late: Late): Run => {
  const until = completeUntil(late, compiled.lateness);
  const readings: readonly Observed[] = between(late, completeUntil(before, compiled.lateness), until);
  let run = from;
  for (const reading of readings) run = runReading(compiled, place, run, reading);
  return runTime(compiled, place, run, until);
};

const newsOf =
  (rulesVersion: number) =>
  (
    { id, summary, severity }: Pick<EffectiveRule, 'id' | 'summary' | 'severity'>,
    device: Device,
    { number }: RuleState,
    changes: readonly Change[],
  ): News[] =>
    changes.map((change, index) => ({
      notification: notificationOf({ ruleId: id, summary, severity, device, rulesVersion }, change, number + index + 1),
      isLoud: change.isLoud,
      ...(change.alert?.group === undefined ? {} : { group: change.alert.group }),
    }));

const withLate = (state: DeviceState, late: Late | undefined): DeviceState => {
  if (late === state.late) return state;
  const { late: _, ...rest } = state;
  return late === undefined ? rest : { ...rest, late };
};

/** The device as it is described last: a late reading does not bring back what it was before. */
const newestOf = (state: DeviceState, reading: EnrichedReading): Device =>
  (state.about !== undefined && reading.time < state.about.since && deviceOf(state)) || reading;

/** Keeps what a device that rules know of was last described as. */
const described = (state: DeviceState, { time, tenant, deviceType, site, labels }: EnrichedReading): DeviceState => {
  const { about } = state;
  if (about === undefined && state.rules.size === 0 && state.late === undefined) return state;
  if (about !== undefined && (time < about.since || isAlike(about, { tenant, deviceType, site, labels }))) return state;
  return { ...state, about: { since: time, tenant, deviceType, site, labels } };
};

const isAlike = (a: Omit<Device, 'deviceId'>, b: Omit<Device, 'deviceId'>): boolean =>
  a.tenant === b.tenant &&
  a.deviceType === b.deviceType &&
  a.site === b.site &&
  Object.keys(a.labels).length === Object.keys(b.labels).length &&
  Object.entries(a.labels).every(([name, value]) => b.labels[name] === value);

const deviceOf = ({ deviceId, about }: DeviceState): Device | undefined => about && { deviceId, ...about };
