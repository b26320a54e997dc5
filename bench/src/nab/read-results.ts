import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Detector } from './detector.ts';

/** The detectors of a folder of NAB's results: `DETECTOR/CATEGORY/DETECTOR_FILE.csv` with a column anomaly_score. */
export const readResults = (folder: string): Record<string, Detector> => {
  if (!existsSync(folder))
    throw new Error(`${folder} is not there; --results takes a folder laid out as NAB's results.`);
  const names = readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  return Object.fromEntries(names.map(({ name }) => [name, resultsOf(folder, name)]));
};

const resultsOf =
  (folder: string, detector: string): Detector =>
  ({ name, times }) => {
    const file = join(folder, detector, name.replace(/([^/]*)$/, `${detector}_$1`));
    if (!existsSync(file)) throw new Error(`${file} is not there, though ${name} is to be scored.`);
    const [heading = '', ...lines] = readFileSync(file, 'utf8').trimEnd().split(/\r?\n/);
    const column = heading.split(',').indexOf('anomaly_score');
    const scores = lines.map((line) => Number(line.split(',')[column]));
    if (column < 0 || scores.length !== times.length || scores.some(Number.isNaN))
      throw new Error(`${file} has to have a number in its column anomaly_score for each row of ${name}.`);
    return scores;
  };
