import type { CompiledRule } from './compile-rule.ts';
import type { Observed, Said } from './conditions/condition.ts';
import { earliest } from './conditions/condition.ts';
import { type Change, measured, type Step, to } from './life/change.ts';
import { lifeDue, meet } from './life/deadlines.ts';
import { stand } from './life/escalate.ts';
import { hear } from './life/hear.ts';
import type { Life } from './life/life.ts';
import type { Setting } from './life/setting.ts';
import { beyondIn, weigh } from './life/weigh.ts';
import type { RuleState } from './rule-state.ts';

/** Where a rule goes through device time: on a device, among others. */
export type Place = Pick<Setting, 'device' | 'isOn'>;

/** A rule on a device on its way through device time, and what has happened on the way. */
export type Run = { state: RuleState; changes: readonly Change[] };

/**
 * The rule after a reading: first what was due before it, then what it says, then what is due at its very instant. So what
 * is observed at an instant counts before what is due at it, and a duration ends when it ends, whoever finds out.
 * A reading that is older than what was decided is ignored; that is what makes one that comes again harmless.
 */
export const runReading = (compiled: CompiledRule, place: Place, run: Run, reading: Observed): Run => {
  const { condition, rule } = compiled;
  const { state } = run;
  const { time } = reading;
  if (condition.knowsWhatItSaw ? time < state.at : time <= state.at) return run;
  const standing = settingAt(compiled, place, state.weighed);
  const due = dueIn(compiled, standing, state) ?? Number.POSITIVE_INFINITY;
  const before = due < time ? runTime(compiled, place, run, time - 1) : run;
  const weighed = weigh(rule, state.weighed, reading);
  const setting = weighed === state.weighed ? standing : settingAt(compiled, place, weighed);
  const said = condition.observe(memoryOf(compiled, before.state), reading);
  const step = settled(setting, spoken(setting, before.state.life, said, time), time);
  const after = moved(compiled, before, step, said.memory, weighed, time);
  return after === run && due > time ? run : runTime(compiled, place, after, time);
};

/** The rule once device time has come to `time`: everything that is due until then, and at it, in its order. */
export const runTime = (compiled: CompiledRule, place: Place, from: Run, time: number): Run => {
  const { condition } = compiled;
  const { weighed } = from.state;
  const setting = settingAt(compiled, place, weighed);
  let run = from;
  for (;;) {
    const memory = memoryOf(compiled, run.state);
    const { life } = run.state;
    const conditionDue = condition.dueAt(memory);
    const due = earliest([conditionDue, lifeDue(setting, life)]);
    if (due === undefined || due > time) return run;
    const said = due === conditionDue ? condition.pass(memory, due) : undefined;
    const step = said ? spoken(setting, life, said, due) : meet(setting, life, due);
    const next = moved(compiled, run, settled(setting, step, due), said ? said.memory : memory, weighed, due);
    // Nothing may wait for ever for what is due and changes nothing: a function that loops takes its whole shard with it.
    if (next === run) throw new Error(`Rule ${compiled.rule.id} does not get past ${due}`);
    run = next;
  }
};

/** The device time at which something is due. */
export const ruleDue = (compiled: CompiledRule, place: Place, state: RuleState): number | undefined =>
  dueIn(compiled, settingAt(compiled, place, state.weighed), state);

const dueIn = (compiled: CompiledRule, setting: Setting, state: RuleState): number | undefined =>
  earliest([compiled.condition.dueAt(memoryOf(compiled, state)), lifeDue(setting, state.life)]);

/** What the life of the rule goes by, with its latest values as weighed. */
export const settingAt = (
  { rule, condition, quietUntil }: CompiledRule,
  { device, isOn }: Place,
  weighed: RuleState['weighed'],
): Setting => ({ rule, device, measure: condition.measure, quietUntil, isOn, beyond: beyondIn(weighed) });

const memoryOf = ({ form }: CompiledRule, state: RuleState): unknown =>
  state.form === form ? state.memory : undefined;

const spoken = (setting: Setting, life: Life, { truth, value, unit }: Said<unknown>, time: number): Step =>
  truth === undefined ? to(life) : hear(setting, life, { time, truth, ...measured({ value, unit }) });

/** Whatever has happened, what is on stands on the step that it has reached. */
const settled = (setting: Setting, { life, changes }: Step, time: number): Step => {
  const stood = stand(setting, life, time);
  return stood.life === life ? { life, changes } : to(stood.life, ...changes, ...stood.changes);
};

const moved = (
  compiled: CompiledRule,
  run: Run,
  { life, changes }: Step,
  memory: unknown,
  weighed: RuleState['weighed'],
  time: number,
): Run => {
  const { state } = run;
  const isRemembered = memory === memoryOf(compiled, state) && weighed === state.weighed;
  if (life === state.life && isRemembered && changes.length === 0) return run;
  const { memory: _, form: __, ...rest } = state;
  return {
    state: {
      ...rest,
      at: Math.max(time, state.at),
      number: state.number + changes.length,
      life,
      ...(memory === undefined ? {} : { memory, form: compiled.form }),
      ...(weighed === undefined ? {} : { weighed }),
    },
    changes: changes.length === 0 ? run.changes : [...run.changes, ...changes],
  };
};
