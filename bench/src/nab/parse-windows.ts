import { parseTime } from './parse-series.ts';
import type { Window } from './series.ts';

/** Reads labels/combined_windows.json: the windows of each file, by its path below data. Throws an error that says what is wrong. */
export const parseWindows = (name: string, text: string): Map<string, Window[]> => {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new Error(`${name} is no JSON: ${(error as Error).message}`);
  }
  if (typeof parsed !== 'object' || parsed === null || Array.isArray(parsed))
    throw new Error(`${name} has to be an object of files with their windows.`);
  return new Map(Object.entries(parsed).map(([file, windows]) => [file, windowsOf(`${name}, ${file}`, windows)]));
};

const windowsOf = (place: string, windows: unknown): Window[] => {
  if (!Array.isArray(windows)) throw new Error(`${place}: the windows have to be a list.`);
  return windows.map((pair: unknown) => {
    const [from, to] = Array.isArray(pair) && pair.length === 2 ? pair.map((each) => parseTime(String(each))) : [];
    if (from === undefined || to === undefined || !(from <= to))
      throw new Error(`${place}: ${JSON.stringify(pair)} is no window; that is [first timestamp, last timestamp].`);
    return { from, to };
  });
};
