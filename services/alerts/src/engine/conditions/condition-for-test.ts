import type { AlertCondition } from '@millrace/shared/contracts/alert-condition';
import type { MeasureValue } from '@millrace/shared/contracts/reading';
import { compileCondition } from './compile-condition.ts';
import type { Observed, Truth } from './condition.ts';

type Given = { at: number; log?: string; id?: string } & Record<
  string,
  MeasureValue | { value: MeasureValue; unit: string } | undefined
>;

/** A reading at a second, with measures by name: `{ at: 3, hr: 72 }`. */
export const seen = ({ at, log, id, ...measures }: Given): Observed => ({
  id: id ?? `reading-at-${at}`,
  time: at * 1000,
  measures: Object.fromEntries(
    Object.entries(measures).map(([name, value]) => [
      name,
      typeof value === 'object' ? value : { value: value as MeasureValue },
    ]),
  ),
  ...(log === undefined ? {} : { log: { severity: log as 'WARN', body: 'text' } }),
});

/** What a condition says in turn: of readings as it says it, of the passing of time as `<second>: <truth>`. */
export const saying = (given: AlertCondition, readings: readonly Given[], until = 0) => {
  const condition = compileCondition(given);
  const said: (Truth | 'nothing' | `${number}: ${Truth}`)[] = [];
  const values: (MeasureValue | undefined)[] = [];
  let memory: unknown;
  const pass = (time: number): void => {
    for (;;) {
      const due = condition.dueAt(memory);
      if (due === undefined || due > time) return;
      const { memory: after, truth, value } = condition.pass(memory, due);
      memory = after;
      if (said.length > 1000) throw new Error('There is no end to what is due');
      if (truth === undefined) throw new Error(`Nothing is said at ${due}`);
      said.push(`${due / 1000}: ${truth}`);
      values.push(value);
    }
  };
  for (const reading of readings.map(seen)) {
    pass(reading.time - 1);
    const { memory: after, truth, value } = condition.observe(memory, reading);
    memory = after;
    said.push(truth ?? 'nothing');
    values.push(value);
  }
  pass(until * 1000);
  return { said, values, memory, dueAt: condition.dueAt(memory), condition };
};
