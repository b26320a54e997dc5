import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { deserialize, serialize } from 'node:v8';
import type { Persistent } from './wire/state.ts';

/**
 * What the in-memory services keep, in one file, so that streams and checkpoints are of one moment. After a crash the
 * platform goes on from the last save and handles again what came since: at least once, as always.
 */
export const openStateFile = (file: string) => {
  const saved: Record<string, unknown> = existsSync(file) ? deserialize(readFileSync(file)) : {};
  return {
    restore(name: string, service: Persistent): void {
      if (name in saved) service.restore(saved[name]);
    },
    write(state: Record<string, unknown>): void {
      writeFileSync(`${file}.new`, serialize(state));
      renameSync(`${file}.new`, file);
    },
  };
};
