import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { parseSeries } from './parse-series.ts';
import { parseWindows } from './parse-windows.ts';
import type { Series } from './series.ts';

export type Corpus = {
  series: Series[];
  /** Files without an entry among the labels, and entries without a file. As in NAB, neither is scored. */
  unlabelled: string[];
  missing: string[];
};

/** Reads a folder laid out as NAB's: `data/CATEGORY/FILE.csv` and `labels/combined_windows.json`. */
export const readCorpus = (folder: string): Corpus => {
  const [data, labels] = [join(folder, 'data'), join(folder, 'labels', 'combined_windows.json')];
  for (const path of [data, labels])
    if (!existsSync(path))
      throw new Error(
        `${path} is not there. The folder has to be laid out as the Numenta Anomaly Benchmark: data/CATEGORY/FILE.csv and labels/combined_windows.json.`,
      );
  const files = readdirSync(data, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.csv'))
    .map((file) => file.replaceAll(sep, '/'))
    .sort();
  const windows = parseWindows(labels, readFileSync(labels, 'utf8'));
  const series = files
    .filter((file) => windows.has(file))
    .map((name) => ({
      name,
      ...parseSeries(name, readFileSync(join(data, name), 'utf8')),
      windows: windows.get(name) ?? [],
    }));
  if (series.length === 0) throw new Error(`${labels} names none of the ${files.length} files below ${data}.`);
  series.forEach(refuseForeignWindows);
  return {
    series,
    unlabelled: files.filter((file) => !windows.has(file)),
    missing: [...windows.keys()].filter((file) => !files.includes(file)),
  };
};

/** A window whose bounds are no rows would never be entered or left. */
const refuseForeignWindows = ({ name, times, windows }: Series): void => {
  const known = new Set(times);
  for (const { from, to } of windows)
    for (const time of [from, to])
      if (!known.has(time))
        throw new Error(`${name} has no row at ${new Date(time).toISOString()}, where a window starts or ends.`);
};
