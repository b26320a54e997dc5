import type { KinesisClient } from '@aws-sdk/client-kinesis';
import type { SetAsideReplay } from '@millrace/shared/contracts/set-aside';
import { maxUserRecordBytes, putAggregated } from '@millrace/shared/runtime/put-aggregated';
import type { RetryPolicy } from '@millrace/shared/runtime/retry';
import { admit } from './admit.ts';
import { aggregateIn } from './aggregate-in.ts';
import { inParts } from './in-parts.ts';
import { putWhole } from './put-whole.ts';
import type { SelectPorts } from './select-records.ts';
import type { Selection } from './selection.ts';
import { type Tracked, trackRecords } from './track-records.ts';
import { keepReplay } from './trail.ts';

export type ReplayPorts = SelectPorts & {
  kinesis: KinesisClient;
  retry: RetryPolicy;
  now: () => number;
  /** Who replays, and a name for this run that no other has. */
  operator: string;
  run: string;
  /** Hears of each record that may not go back as it is. */
  onBarred?: (record: Tracked, why: string) => void;
};

export type ReplayOutcome = {
  replayed: number;
  /** What the streams did not take. It stays open. */
  refused: number;
  /** What must be repaired first. */
  barred: number;
  /** What an earlier run has replayed. */
  skipped: number;
};

/** `bytes` are those that hold, as they may go back. */
type Admitted = Tracked & { bytes: Buffer };

/** What is put, and then written down, at a time. */
const partLimits = { count: 10_000, bytes: 32 * 1024 * 1024, sizeOf: ({ bytes }: Admitted) => bytes.length };

/**
 * Puts the selected records back into the streams they came from, with the bytes that hold now and their partition keys, and
 * keeps a trail of it. What the trail says was replayed is passed by, unless `again`; what would only be set aside once
 * more is told of. A run that ends between a put and its trail replays those records again when it is repeated, and so do
 * two operators at once: every store and every alert knows a reading by its id, and takes a repeat for one.
 */
export const replay =
  (ports: ReplayPorts) =>
  async (selection: Selection, { again = false } = {}): Promise<ReplayOutcome> => {
    const outcome: ReplayOutcome = { replayed: 0, refused: 0, barred: 0, skipped: 0 };
    // What comes back as a new record meanwhile is for another run: this one would chase it without end.
    const to = Math.min(selection.to ?? Number.POSITIVE_INFINITY, ports.now() + 1);
    async function* admitted(): AsyncGenerator<Admitted> {
      for await (const each of trackRecords(ports, { ...selection, to })) {
        if (each.state === 'replayed' && !again) {
          outcome.skipped++;
          continue;
        }
        const admission = admit(each.record, each.data);
        if ('ok' in admission) yield { ...each, bytes: admission.ok };
        else {
          outcome.barred++;
          ports.onBarred?.(each, admission.wrong);
        }
      }
    }
    let part = 0;
    for await (const records of inParts(admitted(), partLimits)) {
      ports.progress?.(`Replaying ${records.length} records`);
      for (const each of await putBackAndTell(ports, records, ++part)) outcome[each.outcome]++;
    }
    return outcome;
  };

type Told = SetAsideReplay['records'];

/** Also when a stream fails: what another took is written down. */
const putBackAndTell = async (ports: ReplayPorts, records: Admitted[], part: number): Promise<Told> => {
  const { operator, run, now } = ports;
  const told: Told = [];
  try {
    for (const [stream, ofStream] of Map.groupBy(records, ({ record }) => record.stream))
      told.push(...(await putBack(ports, stream, ofStream)));
  } finally {
    if (told.length > 0) await keepReplay(ports, part, { run, operator, replayedAt: now(), records: told });
  }
  return told;
};

const putBack = async ({ kinesis, retry }: ReplayPorts, stream: string, records: Admitted[]): Promise<Told> => {
  const toPut = records.map(({ record, bytes, sha256 }) => ({
    id: record.id,
    partitionKey: record.partitionKey,
    data: bytes,
    sha256,
  }));
  const refused = new Set([
    ...(await putAggregated({ client: kinesis, stream, retry })(toPut.filter((each) => !goesWhole(each)))).map(
      ({ entry }) => entry,
    ),
    ...(await putWhole({ kinesis, stream, retry })(toPut.filter(goesWhole))),
  ]);
  return toPut.map((each) => ({
    id: each.id,
    sha256: each.sha256,
    outcome: refused.has(each) ? 'refused' : 'replayed',
  }));
};

/** An aggregate goes back unopened, for there are none within aggregates; and what is too large for one goes alone. */
const goesWhole = ({ data }: { data: Buffer }): boolean =>
  aggregateIn(data) !== undefined || data.length > maxUserRecordBytes;
