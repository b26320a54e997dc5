/** The newest lines of all functions that are kept for somebody who asks why. */
const maxLines = 2_000;

/**
 * What CloudWatch would make of the functions' output: counters from embedded metric format lines, and the log lines that
 * are warnings or errors.
 */
export const createMetrics = () => {
  const totals = new Map<string, number>();
  const troubles: string[] = [];
  return {
    read(functionName: string, line: string): void {
      const entry = parse(line);
      for (const { Metrics = [], Dimensions = [] } of entry?._aws?.CloudWatchMetrics ?? [])
        for (const { Name } of Metrics) {
          const values = [entry?.[Name]].flat().filter((value): value is number => typeof value === 'number');
          const dimension = Dimensions[0]?.find((name) => name !== 'service');
          const name = dimension === undefined ? Name : `${Name} ${String(entry?.[dimension])}`;
          totals.set(name, (totals.get(name) ?? 0) + values.reduce((sum, value) => sum + value, 0));
        }
      if (entry?._aws || entry?.level === 'INFO' || entry?.level === 'DEBUG') return;
      troubles.push(`${functionName} ${line}`);
      if (troubles.length > maxLines) troubles.shift();
    },
    /** Sum of a metric since the start; with a dimension's value behind a space where it has one. */
    total: (name: string): number => totals.get(name) ?? 0,
    /** Sums of a metric by its dimension's value. */
    by: (metric: string): Record<string, number> =>
      Object.fromEntries(
        [...totals].flatMap(([name, value]) =>
          name.startsWith(`${metric} `) ? [[name.slice(metric.length + 1), value]] : [],
        ),
      ),
    troubles: (): readonly string[] => troubles,
  };
};

type Line = {
  level?: string;
  _aws?: { CloudWatchMetrics?: { Dimensions?: string[][]; Metrics?: { Name: string }[] }[] };
  [name: string]: unknown;
};

const parse = (line: string): Line | undefined => {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
};
