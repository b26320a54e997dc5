import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { readCorpus } from './read-corpus.ts';
import { readResults } from './read-results.ts';

const folder = mkdtempSync(join(tmpdir(), 'millrace-nab-'));
afterAll(() => rmSync(folder, { recursive: true }));

const write = (file: string, text: string): void => {
  mkdirSync(dirname(join(folder, file)), { recursive: true });
  writeFileSync(join(folder, file), text);
};

const rows = 'timestamp,value\n2014-04-10 00:00:00,1\n2014-04-10 00:05:00,2\n';
const label = (windows: object): void => write('labels/combined_windows.json', JSON.stringify(windows));

test('what is missing of the layout is named', () => {
  expect(() => readCorpus(join(folder, 'nowhere'))).toThrow(/nowhere.*is not there.*combined_windows/);
  write('data/a/one.csv', rows);
  expect(() => readCorpus(folder)).toThrow(/combined_windows.json is not there/);
});

test('files that are labelled are read, the others are named', () => {
  write('data/a/one.csv', rows);
  write('data/b/two.csv', rows);
  label({ 'a/one.csv': [['2014-04-10 00:05:00', '2014-04-10 00:05:00']], 'c/three.csv': [] });
  expect(readCorpus(folder)).toMatchObject({
    series: [{ name: 'a/one.csv', values: [1, 2], windows: [{ from: Date.UTC(2014, 3, 10, 0, 5) }] }],
    unlabelled: ['b/two.csv'],
    missing: ['c/three.csv'],
  });
});

test('a window whose ends are no rows is refused', () => {
  write('data/a/one.csv', rows);
  label({ 'a/one.csv': [['2014-04-10 00:01:00', '2014-04-10 00:05:00']] });
  expect(() => readCorpus(folder)).toThrow(/one.csv has no row at 2014-04-10T00:01/);
});

test('labels that name no file there are refused', () => {
  write('data/a/one.csv', rows);
  label({ 'c/three.csv': [] });
  expect(() => readCorpus(folder)).toThrow(/names none of the \d files/);
});

test('results of other detectors are read by row', () => {
  write(
    'results/guess/a/guess_one.csv',
    'timestamp,value,anomaly_score\n2014-04-10 00:00:00,1,0.5\n2014-04-10 00:05:00,2,1\n',
  );
  const series = { name: 'a/one.csv', times: [1, 2], values: [1, 2], windows: [] };
  const { guess } = readResults(join(folder, 'results'));
  expect(guess?.(series)).toEqual([0.5, 1]);
  expect(() => guess?.({ ...series, times: [1] })).toThrow(/for each row of a\/one.csv/);
  expect(() => guess?.({ ...series, name: 'a/two.csv' })).toThrow(/guess_two.csv is not there/);
  expect(() => readResults(join(folder, 'none'))).toThrow(/--results/);
});
