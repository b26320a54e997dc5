import { type Condition, earliest, type Said, type Truth } from './condition.ts';

/** What one part last said, when that was, and what it remembers itself. */
type Part = readonly [at: number, truth: Truth | null, memory?: unknown];
type Parts = readonly (Part | null)[];

type Join = (truths: readonly (Truth | null)[]) => Truth;

/** All conditions hold. One that has said nothing yet does not hold, and is not clear either. */
export const all = (parts: readonly Condition[]): Condition<Parts> =>
  combined(parts, (truths) => {
    if (truths.every((truth) => truth === 'breach')) return 'breach';
    return truths.includes('clear') ? 'clear' : 'between';
  });

/** Any condition holds. One that has said nothing yet is left out. */
export const any = (parts: readonly Condition[]): Condition<Parts> =>
  combined(parts, (truths) => {
    if (truths.includes('breach')) return 'breach';
    return truths.includes('between') ? 'between' : 'clear';
  });

/** Each part is remembered with what it last said, for its measure may come in another reading than those of the others. */
const combined = (conditions: readonly Condition[], join: Join): Condition<Parts> => {
  const apply = (
    memory: Parts | undefined,
    time: number,
    hear: (condition: Condition, part: Part | null) => Said<unknown> | undefined,
  ): Said<Parts> => {
    let spoken: Said<unknown> | undefined;
    let changed = false;
    const parts = conditions.map((condition, index): Part | null => {
      const part = memory?.[index] ?? null;
      const said = hear(condition, part);
      if (said === undefined) return part;
      if (said.truth !== undefined && (spoken === undefined || isNews(said, spoken))) spoken = said;
      const truth = said.truth ?? part?.[1] ?? null;
      if (truth === (part?.[1] ?? null) && said.memory === part?.[2]) return part;
      changed = true;
      return said.memory === undefined ? [time, truth] : [time, truth, said.memory];
    });
    if (spoken === undefined) return { memory: changed ? parts : memory };
    const truth = join(parts.map((part) => part?.[1] ?? null));
    return { ...spoken, memory: changed ? parts : memory, truth };
  };
  return {
    looksAt: new Set(conditions.flatMap(({ looksAt }) => [...looksAt])),
    knowsWhatItSaw: true,
    observe: (memory, reading) =>
      apply(memory, reading.time, (condition, part) => {
        const isSeen = part !== null && (condition.knowsWhatItSaw ? reading.time < part[0] : reading.time <= part[0]);
        return isSeen ? undefined : condition.observe(part?.[2], reading);
      }),
    dueAt: (memory) => earliest(conditions.map((condition, index) => condition.dueAt(memory?.[index]?.[2]))),
    pass: (memory, time) =>
      apply(memory, time, (condition, part) => {
        const due = condition.dueAt(part?.[2]);
        return due === undefined || due > time ? undefined : condition.pass(part?.[2], time);
      }),
  };
};

/** The value of a part that holds tells more than that of one that does not. */
const isNews = (said: Said<unknown>, spoken: Said<unknown>): boolean =>
  said.truth === 'breach' && (spoken.truth !== 'breach' || spoken.value === undefined);
