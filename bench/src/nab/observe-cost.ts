import { noModel, observe } from '../../../services/alerts/src/engine/anomaly/observe.ts';
import { median } from '../median.ts';
import type { Series } from './series.ts';

export type ObserveCost = {
  /** CPU nanoseconds a reading, the median of the runs over all files. */
  nanoseconds: number;
  runs: number;
  /** Of the largest model at the end of a file, and of the median one. */
  largestBytes: number;
  medianBytes: number;
};

/** What observing costs; the compiler is warm by then, since every file has been observed before. */
export const observeCost = (series: readonly Series[]): ObserveCost => {
  const readings = series.reduce((sum, { times }) => sum + times.length, 0);
  const sizes = series.map((each) => lastModel(each).length);
  const costs = Array.from({ length: runs }, () => {
    const before = process.cpuUsage();
    for (const each of series) lastModel(each);
    const { user, system } = process.cpuUsage(before);
    return ((user + system) * 1000) / readings;
  });
  return { nanoseconds: median(costs), runs, largestBytes: Math.max(...sizes), medianBytes: median(sizes) };
};

const runs = 7;

const lastModel = ({ times, values }: Series) => {
  let model = noModel;
  for (let row = 0; row < times.length; row++)
    model = observe(model, times[row] as number, values[row] as number).model;
  return model;
};
