import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const folder = mkdtempSync(join(tmpdir(), 'millrace-nab-'));
afterAll(() => rmSync(folder, { recursive: true }));

const stamp = (row: number) =>
  new Date(Date.UTC(2014, 0, 1) + row * 300_000).toISOString().slice(0, 19).replace('T', ' ');

/** Ten files of a wave with a spike in the midst of a window; two have neither. */
const writeCorpus = () => {
  const windows: Record<string, string[][]> = {};
  for (let file = 0; file < 12; file++) {
    const name = `${file % 2 === 0 ? 'even' : 'odd'}/wave_${file}.csv`;
    const quiet = file >= 10;
    const rows = Array.from({ length: 1500 }, (_, row) => {
      const value = Math.sin(row / 20) * 10 + ((row * (file + 7)) % 11) + (!quiet && row === 1000 + file ? 200 : 0);
      return `${stamp(row)},${value}`;
    });
    mkdirSync(join(folder, 'data', name, '..'), { recursive: true });
    writeFileSync(join(folder, 'data', name), `timestamp,value\n${rows.join('\n')}\n`);
    windows[name] = quiet ? [] : [[`${stamp(950)}.000000`, `${stamp(1099)}.000000`]];
  }
  mkdirSync(join(folder, 'labels'));
  writeFileSync(join(folder, 'labels', 'combined_windows.json'), JSON.stringify(windows));
};

const nab = async (...args: string[]) => {
  const main = join(import.meta.dirname, 'main.ts');
  try {
    const { stdout } = await promisify(execFile)(process.execPath, ['--no-warnings', main, ...args], { cwd: folder });
    return { code: 0, stdout, stderr: '' };
  } catch (error) {
    return error as { code: number; stdout: string; stderr: string };
  }
};

test('a folder is scored, beside other detectors, in one table', async () => {
  writeCorpus();
  const { code, stdout } = await nab(folder, '--cross-validate');
  expect(code).toBe(0);
  expect(stdout).toContain('12 files, 18000 rows, 10 windows.');
  expect(stdout).toMatch(/At the threshold that it recommends, Millrace scores standard \d+\.\d, low FP/);
  expect(stdout).toMatch(
    /It takes [1-9]\d* ns of CPU a reading \(median of 7 runs\) and (6[0-4]|5\d) bytes a signal at most/,
  );
  const [, , heading, , ...rows] = stdout
    .trimEnd()
    .split('\n')
    .map((line) => line.split('|').map((cell) => cell.trim()));
  expect(heading?.slice(1, 8)).toEqual([
    'detector',
    'standard',
    'cross-validated',
    'low FP',
    'cross-validated',
    'low FN',
    'cross-validated',
  ]);
  const [millrace, gaussian, blind] = ['Millrace', 'windowed Gaussian', 'null'].map((name) =>
    rows.find((row) => row[1] === name),
  );
  // The spikes are a little behind the midst of their windows, so none is worth more than about 0.9.
  for (const found of [millrace, gaussian]) expect(Number(found?.[2])).toBeGreaterThan(85);
  expect(Number(millrace?.[3])).toBeGreaterThan(85);
  expect(blind?.slice(2, 8)).toEqual(Array(6).fill('0.0'));
}, 30_000);

test('without cross-validation there are no such columns', async () => {
  const { stdout } = await nab(folder);
  expect(stdout).not.toContain('cross-validated');
}, 30_000);

test('an error says what to do, in one line', async () => {
  expect(await nab('nowhere')).toMatchObject({
    code: 1,
    stdout: '',
    stderr: expect.stringMatching(/^.*nowhere.*laid out as.*\n$/),
  });
});

test('without a folder the usage is shown', async () => {
  expect(await nab()).toMatchObject({ code: 0, stdout: expect.stringContaining('npm run nab -- FOLDER') });
});
