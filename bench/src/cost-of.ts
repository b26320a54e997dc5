/** Microseconds. `cpu` is that of all threads: a thread's own clock moves in ticks of 4 ms on Linux. */
export type Cost = { wall: number; cpu: number };

/** What `work`, which handles `readings`, costs for each of them. */
export const costOf = async (readings: number, work: () => unknown): Promise<Cost> => {
  const cpuBefore = process.cpuUsage();
  const before = performance.now();
  await work();
  const wall = (performance.now() - before) * 1000;
  const { user, system } = process.cpuUsage(cpuBefore);
  return { wall: wall / readings, cpu: (user + system) / readings };
};
