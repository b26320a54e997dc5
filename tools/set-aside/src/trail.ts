import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import type { Parsed } from '@millrace/shared/contracts/parsed';
import { jsonParser } from '@millrace/shared/contracts/schema-parser';
import { SetAsideRepair, SetAsideReplay } from '@millrace/shared/contracts/set-aside';
import { hourPath } from '@millrace/shared/set-aside/set-aside-id';
import { keysBetween } from './list-keys.ts';
import { readAhead } from './read-ahead.ts';

type Ports = { s3: S3Client; bucket: string };

export type Repair = Omit<SetAsideRepair, 'records'> & { sha256: string; data: Buffer };
export type Replay = Omit<SetAsideReplay, 'records'> & Omit<SetAsideReplay['records'][number], 'id'>;

/** What runs before this one did, by record id, oldest first. */
export type Trail = { repairs: Map<string, Repair[]>; replays: Map<string, Replay[]> };

/** An operator's clock may be this slow against the stream's, which stamps the records. */
const clockTolerance = 3_600_000;

/** Reads what was done since the first of the records arrived; without `from`, all that ever was. */
export const readTrail = async (ports: Ports, from: number | undefined): Promise<Trail> => {
  const first = from === undefined ? undefined : hourPath(from - clockTolerance);
  const read = async <T>(prefix: string, parse: (json: string) => Parsed<T>): Promise<T[]> => {
    const runs: T[] = [];
    for await (const { key, text } of readAhead(ports, keysBetween(ports, prefix, first, undefined))) {
      const parsed = parse(text);
      if ('setAside' in parsed)
        throw new Error(`${key} is not what a run leaves there (${parsed.setAside.detail}): move it out of ${prefix}.`);
      runs.push(parsed.ok);
    }
    return runs;
  };
  const trail: Trail = { repairs: new Map(), replays: new Map() };
  const repairs = await read('repairs/', jsonParser(SetAsideRepair));
  for (const { records, ...run } of repairs.sort((a, b) => a.repairedAt - b.repairedAt))
    for (const { id, sha256, data } of records)
      listOf(trail.repairs, id).push({ ...run, sha256, data: Buffer.from(data, 'base64') });
  const replays = await read('replays/', jsonParser(SetAsideReplay));
  for (const { records, ...run } of replays.sort((a, b) => a.replayedAt - b.replayedAt))
    for (const { id, ...outcome } of records) listOf(trail.replays, id).push({ ...run, ...outcome });
  return trail;
};

/** One object for a part of a run; nothing that was there is written over. */
export const keepRepair = (ports: Ports, part: number, repair: SetAsideRepair): Promise<void> =>
  keep(ports, `repairs/${hourPath(repair.repairedAt)}/${repair.run}-${part}.json`, repair);

export const keepReplay = (ports: Ports, part: number, replay: SetAsideReplay): Promise<void> =>
  keep(ports, `replays/${hourPath(replay.replayedAt)}/${replay.run}-${part}.json`, replay);

const keep = async ({ s3, bucket }: Ports, key: string, value: object): Promise<void> => {
  await s3.send(
    new PutObjectCommand({
      Bucket: bucket,
      Key: key,
      Body: JSON.stringify(value),
      ContentType: 'application/json',
    }),
  );
};

const listOf = <T>(lists: Map<string, T[]>, id: string): T[] => {
  const list = lists.get(id) ?? [];
  lists.set(id, list);
  return list;
};
