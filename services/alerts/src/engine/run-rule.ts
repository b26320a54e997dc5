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
export type Place = Omit<Setting, 'beyond'>;

/** A rule on a device on its way through device time, and what has happened on the way. */
export type Run = { state: RuleState; changes: readonly Change[] };

/**
 * The rule after a reading: first what was due before it, then what it says, then what is due at its very instant. So what
 * is observed at an instant counts before what is due at it, and a duration ends when it ends, whoever finds out.
 * A reading that is older than what was decided is ignored; that is what makes one that comes again harmless.
 */
export const runReading = (compiled: CompiledRule, place: Place, run: Run, reading: Observed): Run => {
  const { condition, rule } = compiled;
  const { at } = run.state;
  if (condition.knowsWhatItSaw ? reading.time < at : reading.time <= at) return run;
  const before = runTime(compiled, place, run, reading.time - 1);
  const weighed = weigh(rule, before.state.weighed, reading);
  const said = condition.observe(memoryOf(compiled, before.state), reading);
  const setting = settingAt(place, weighed);
  const step = standing(setting, spoken(setting, before.state.life, said, reading.time), reading.time);
  const after = moved(compiled, before, step, said.memory, weighed, reading.time);
  return runTime(compiled, place, after, reading.time);
};

/** The rule once device time has come to `time`: everything that is due until then, and at it, in its order. */
export const runTime = (compiled: CompiledRule, place: Place, from: Run, time: number): Run => {
  const { condition } = compiled;
  const { weighed } = from.state;
  const setting = settingAt(place, weighed);
  let run = from;
  for (;;) {
    const memory = memoryOf(compiled, run.state);
    const { life } = run.state;
    const conditionDue = condition.dueAt(memory);
    const due = earliest([conditionDue, lifeDue(setting, life)]);
    if (due === undefined || due > time) return run;
    const said = due === conditionDue ? condition.pass(memory, due) : undefined;
    const step = said ? spoken(setting, life, said, due) : meet(setting, life, due);
    run = moved(compiled, run, standing(setting, step, due), said ? said.memory : memory, weighed, due);
  }
};

/** The device time at which something is due. */
export const ruleDue = (compiled: CompiledRule, place: Place, state: RuleState): number | undefined =>
  earliest([compiled.condition.dueAt(memoryOf(compiled, state)), lifeDue(settingAt(place, state.weighed), state.life)]);

/** What the life of the rule goes by, with its latest values as weighed. */
export const settingAt = (place: Place, weighed: RuleState['weighed']): Setting => ({
  ...place,
  beyond: beyondIn(weighed),
});

const memoryOf = ({ form }: CompiledRule, state: RuleState): unknown =>
  state.form === form ? state.memory : undefined;

const spoken = (setting: Setting, life: Life, { truth, value, unit }: Said<unknown>, time: number): Step =>
  truth === undefined ? to(life) : hear(setting, life, { time, truth, ...measured({ value, unit }) });

/** Whatever has happened, what is on stands on the step that it has reached. */
const standing = (setting: Setting, { life, changes }: Step, time: number): Step => {
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
