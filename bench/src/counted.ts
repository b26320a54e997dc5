/** The sum of a metric over the embedded-metric lines in a function's log. */
export const counted = (log: string, metric: string): number =>
  log
    .split('\n')
    .filter((line) => line.startsWith('{"_aws"'))
    .reduce((sum, line) => sum + Number(JSON.parse(line)[metric] ?? 0), 0);
