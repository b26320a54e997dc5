import { globSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';

/**
 * All tests of the engine as one file, for mutants, of which there are two thousand: its modules are loaded once, and after the
 * first failure nothing more is run or shrunk. Tests that draw come last, for most mutants fall before.
 */
fc.configureGlobal({ endOnFailure: true });
let hasFailed = false;
const untilOneFails =
  (run: (...given: unknown[]) => unknown) =>
  (...given: unknown[]): undefined => {
    if (hasFailed) return;
    hasFailed = true;
    run(...given);
    hasFailed = false;
  };
const { test } = globalThis;
globalThis.test = Object.assign((name: string, run: () => unknown) => test(name, untilOneFails(run)), {
  each: (table: never) => (name: string, run: (...given: unknown[]) => unknown) =>
    test.each(table)(name, untilOneFails(run)),
}) as unknown as typeof test;

const folder = join(import.meta.dirname, '../src/engine');
const drawing = ['same-history', 'kept-history', 'invariants', 'naive', 'hours-of-day'];
const isDrawing = (file: string): boolean => drawing.some((name) => file.includes(name));
const files = globSync('**/*.test.ts', { cwd: folder }).sort((a, b) => Number(isDrawing(a)) - Number(isDrawing(b)));
for (const file of files) await import(join(folder, file));
