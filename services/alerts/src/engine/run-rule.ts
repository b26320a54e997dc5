import type { CompiledRule } from './compile-rule.ts';
import type { Observed, Said } from './conditions/condition.ts';
import { earliest } from './conditions/condition.ts';
import type { Change, Step } from './life/change.ts';
import { lifeDue, meet } from './life/deadlines.ts';
import { hear, hearSteps } from './life/hear.ts';
import type { Life } from './life/life.ts';
import type { Setting } from './life/setting.ts';
import type { RuleState } from './rule-state.ts';

/** A rule on a device on its way through device time, and what has happened on the way. */
export type Run = { state: RuleState; changes: readonly Change[] };

/**
 * The rule after a reading: first what was due before it, then what it says, then what is due at its very instant. So what
 * is observed at an instant counts before what is due at it, and a duration ends when it ends, whoever finds out.
 * A reading that is older than what was decided is ignored; that is what makes one that comes again harmless.
 */
export const runReading = (compiled: CompiledRule, setting: Setting, run: Run, reading: Observed): Run => {
  const { condition } = compiled;
  const { at } = run.state;
  if (condition.knowsWhatItSaw ? reading.time < at : reading.time <= at) return run;
  const before = runTime(compiled, setting, run, reading.time - 1);
  const memory = memoryOf(compiled, before.state);
  const said = condition.observe(memory, reading);
  const heard = spoken(setting, before.state.life, said, reading.time);
  const weighed = hearSteps(setting, heard.life, reading);
  const after = moved(
    compiled,
    before,
    { life: weighed.life, changes: [...heard.changes, ...weighed.changes] },
    said.memory,
    reading.time,
  );
  return runTime(compiled, setting, after, reading.time);
};

/** The rule once device time has come to `time`: everything that is due until then, and at it, in its order. */
export const runTime = (compiled: CompiledRule, setting: Setting, from: Run, time: number): Run => {
  const { condition } = compiled;
  let run = from;
  for (;;) {
    const memory = memoryOf(compiled, run.state);
    const { life } = run.state;
    const conditionDue = condition.dueAt(memory);
    const due = earliest([conditionDue, lifeDue(setting, life)]);
    if (due === undefined || due > time) return run;
    const said = due === conditionDue ? condition.pass(memory, due) : undefined;
    const step = said ? spoken(setting, life, said, due) : meet(setting, life, due);
    run = moved(compiled, run, step, said ? said.memory : memory, due);
  }
};

/** The device time at which something is due. */
export const ruleDue = (compiled: CompiledRule, setting: Setting, state: RuleState): number | undefined =>
  earliest([compiled.condition.dueAt(memoryOf(compiled, state)), lifeDue(setting, state.life)]);

const memoryOf = ({ form }: CompiledRule, state: RuleState): unknown =>
  state.form === form ? state.memory : undefined;

const spoken = (setting: Setting, life: Life, { truth, value, unit }: Said<unknown>, time: number): Step => {
  if (truth === undefined) return { life, changes: [] };
  return hear(setting, life, {
    ...{ time, truth },
    ...(value === undefined ? {} : { value }),
    ...(unit === undefined ? {} : { unit }),
  });
};

const moved = (compiled: CompiledRule, run: Run, { life, changes }: Step, memory: unknown, time: number): Run => {
  const { state } = run;
  const isRemembered = memory === memoryOf(compiled, state);
  if (life === state.life && isRemembered && changes.length === 0) return run;
  const { memory: _, form: __, ...rest } = state;
  return {
    state: {
      ...rest,
      at: Math.max(time, state.at),
      number: state.number + changes.length,
      life,
      ...(memory === undefined ? {} : { memory, form: compiled.form }),
    },
    changes: changes.length === 0 ? run.changes : [...run.changes, ...changes],
  };
};
