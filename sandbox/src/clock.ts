/** Time as the sandbox sees it: real for a running platform, virtual for deterministic tests. All values in epoch milliseconds. */
export type Clock = {
  now(): number;
  /** Runs `task` once, `delay` ms from now. The returned function cancels it. */
  after(delay: number, task: () => void): () => void;
};

/** The machine's own time. `stop` cancels whatever still waits, for good: a stopped clock runs nothing any more. */
export const startClock = (): Clock & { stop(): void } => {
  const timers = new Set<NodeJS.Timeout>();
  let stopped = false;
  return {
    now: Date.now,
    after(delay, task) {
      if (stopped) return () => {};
      const timer = setTimeout(() => {
        timers.delete(timer);
        task();
      }, delay);
      timers.add(timer);
      return () => {
        clearTimeout(timer);
        timers.delete(timer);
      };
    },
    stop() {
      stopped = true;
      for (const timer of timers) clearTimeout(timer);
    },
  };
};

export type VirtualClock = Clock & {
  /** Moves time on by `duration` ms, running what falls due in order and letting promises settle in between. */
  advance(duration: number): Promise<void>;
  /** Moves time to what falls due next and runs it. False when nothing is due. */
  step(): Promise<boolean>;
};

/** `settle` lets every promise that is ready, and what it starts, run to its next wait. */
export const virtualClock = (start = Date.UTC(2026, 0, 1), settle = fewTurns): VirtualClock => {
  let time = start;
  /** What is due earlier stands before, and what is due at once in the order in which it was asked for. */
  const due: { at: number; task: () => void }[] = [];

  const step = async (latest = Number.POSITIVE_INFINITY): Promise<boolean> => {
    const [next] = due;
    if (!next || next.at > latest) return false;
    due.shift();
    time = Math.max(time, next.at);
    next.task();
    await settle();
    return true;
  };

  return {
    now: () => time,
    after(delay, task) {
      const entry = { at: time + Math.max(0, Math.ceil(delay)), task };
      due.splice(due.findLastIndex(({ at }) => at <= entry.at) + 1, 0, entry);
      return () => {
        const index = due.indexOf(entry);
        if (index >= 0) due.splice(index, 1);
      };
    },
    async advance(duration) {
      const end = time + duration;
      await settle();
      while (await step(end));
      time = end;
    },
    async step() {
      await settle();
      return step();
    },
  };
};

const fewTurns = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
};
