const bars = [...'▁▂▃▄▅▆▇█'];

/** Counts side by side, the highest as a full bar; a dot is none. Text, for it shows in a pull request as in a terminal. */
export const sparkline = (counts: readonly number[]): string => {
  const highest = Math.max(...counts);
  return counts.map((count) => (count === 0 ? '·' : bars[Math.ceil((count / highest) * bars.length) - 1])).join('');
};
