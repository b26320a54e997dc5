import { hash } from 'node:crypto';
import { type SelectPorts, selectRecords } from './select-records.ts';
import type { Selection } from './selection.ts';
import type { SetAside } from './set-aside.ts';
import { type Repair, type Replay, readTrail, type Trail } from './trail.ts';

/** `repaired`: there are bytes now that were never replayed. `replayed`: the very bytes that hold now went back. */
export type State = 'open' | 'repaired' | 'replayed';

/** A record with what became of it. `data` are the bytes that hold now: the latest repair's, else its own. */
export type Tracked = {
  record: SetAside;
  repairs: Repair[];
  replays: Replay[];
  state: State;
  data: Buffer;
  sha256: string;
};

/** The selected records as they stand after all runs so far. */
export async function* trackRecords(ports: SelectPorts, selection: Selection): AsyncGenerator<Tracked> {
  const trail = await readTrail(ports, selection.from);
  for await (const record of selectRecords(ports, selection)) yield track(record, trail);
}

const track = (record: SetAside, trail: Trail): Tracked => {
  const repairs = trail.repairs.get(record.id) ?? [];
  const replays = trail.replays.get(record.id) ?? [];
  const repair = repairs.at(-1);
  const data = repair?.data ?? record.data;
  const sha256 = repair?.sha256 ?? sha256Of(data);
  const isReplayed = replays.some((replay) => replay.outcome === 'replayed' && replay.sha256 === sha256);
  return { record, repairs, replays, state: isReplayed ? 'replayed' : repair ? 'repaired' : 'open', data, sha256 };
};

export const sha256Of = (data: Buffer): string => hash('sha256', data, 'hex');
