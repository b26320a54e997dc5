import type { Operation } from 'rfc6902';
import { type Admission, admit } from './admit.ts';
import { inParts } from './in-parts.ts';
import { patchBytes } from './patch-bytes.ts';
import type { SelectPorts } from './select-records.ts';
import type { Selection } from './selection.ts';
import { sha256Of, type Tracked, trackRecords } from './track-records.ts';
import { keepRepair } from './trail.ts';

/** By JSON Patch (RFC 6902), or by whole bytes. */
export type Remedy = { patch: Operation[] } | { data: Buffer };

export type RepairPorts = SelectPorts & {
  now: () => number;
  /** Who repairs, and a name for this run that no other has. */
  operator: string;
  run: string;
  /** Hears of each repair, and of each record that the remedy does not heal. */
  onRepaired: (before: Tracked, data: Buffer) => void;
  onUnhealed: (record: Tracked, why: string) => void;
};

export type RepairOutcome = {
  repaired: number;
  /** What the remedy leaves as it is. */
  unchanged: number;
  /** Nothing is kept of these. */
  unhealed: number;
  /** What an earlier run has replayed. */
  skipped: number;
};

type Healed = { before: Tracked; data: Buffer };

/** Kept in one object. */
const partLimits = { count: 10_000, bytes: 32 * 1024 * 1024, sizeOf: ({ data }: Healed) => data.length };

/**
 * Keeps repaired versions of the selected records beside the originals, made from the bytes that hold now. Only what may go
 * back is kept. A record that was replayed is left alone unless `again`: if it was bad still, it was set aside as a new one.
 */
export const repair =
  (ports: RepairPorts) =>
  async (selection: Selection, remedy: Remedy, { dryRun = false, again = false } = {}): Promise<RepairOutcome> => {
    const outcome: RepairOutcome = { repaired: 0, unchanged: 0, unhealed: 0, skipped: 0 };
    async function* healed(): AsyncGenerator<Healed> {
      for await (const before of trackRecords(ports, selection)) {
        if (before.state === 'replayed' && !again) {
          outcome.skipped++;
          continue;
        }
        const healing = heal(before, remedy);
        if ('wrong' in healing) {
          outcome.unhealed++;
          ports.onUnhealed(before, healing.wrong);
        } else if (healing.ok.equals(before.data)) outcome.unchanged++;
        else {
          outcome.repaired++;
          ports.onRepaired(before, healing.ok);
          yield { before, data: healing.ok };
        }
      }
    }
    let part = 0;
    for await (const repairs of inParts(healed(), partLimits))
      if (!dryRun) await keepPart(ports, ++part, repairs, remedy);
    return outcome;
  };

/** The bytes are kept as the remedy leaves them; what they need to go back is added then. */
const heal = ({ record, data }: Tracked, remedy: Remedy): Admission => {
  const healing = 'patch' in remedy ? patchBytes(data, remedy.patch) : { ok: remedy.data };
  if ('wrong' in healing) return healing;
  const admission = admit(record, healing.ok);
  return 'ok' in admission ? healing : admission;
};

const keepPart = ({ now, operator, run, ...ports }: RepairPorts, part: number, repairs: Healed[], remedy: Remedy) =>
  keepRepair(ports, part, {
    run,
    operator,
    repairedAt: now(),
    ...('patch' in remedy ? { patch: JSON.stringify(remedy.patch) } : {}),
    records: repairs.map(({ before, data }) => ({
      id: before.record.id,
      sha256: sha256Of(data),
      data: data.toString('base64'),
    })),
  });
