import { ListObjectsV2Command, type S3Client } from '@aws-sdk/client-s3';
import { reasonCodes } from '@millrace/shared/contracts/parsed';
import { hourPath } from '@millrace/shared/set-aside/set-aside-id';
import type { Selection } from './selection.ts';

type Ports = { s3: S3Client; bucket: string };

/**
 * How long after its arrival Lambda may give a record up: the age that every mapping of ours allows is 18 hours, and no
 * stream keeps a record longer than a day.
 */
const longestDelay = 24 * 3_600_000;

/** Prefixes of the bucket that hold nothing set aside. */
const otherPrefixes = ['aws/', 'repairs/', 'replays/'];

/**
 * Keys of the objects that may hold selected records, told by their times alone; in key order for each function and shard,
 * which is the order of arrival.
 */
export async function* listKeys(ports: Ports, selection: Selection): AsyncGenerator<string> {
  const { from, to, by, reason } = selection;
  const isOurs = reason === undefined || (reasonCodes as readonly string[]).includes(reason);
  const functions = by === undefined ? await prefixesIn(ports, '') : [`${by}/`];
  if (isOurs)
    for (const prefix of functions)
      if (!otherPrefixes.includes(prefix)) yield* keysBetween(ports, prefix, pathOf(from), pathOf(to));
  if (isOurs && reason !== undefined) return;
  yield* keysBetween(ports, 'aws/iot/', pathOf(from), pathOf(to));
  const givenUpBefore = to === undefined ? undefined : to + longestDelay;
  for (const mapping of await prefixesIn(ports, 'aws/lambda/'))
    for (const shard of await prefixesIn(ports, mapping))
      yield* keysBetween(ports, shard, dateOf(pathOf(from)), dateOf(pathOf(givenUpBefore)));
}

/** Keys under a prefix whose next parts are a time: from the first one up to the last, both included. */
export async function* keysBetween(
  ports: Ports,
  prefix: string,
  first: string | undefined,
  last: string | undefined,
): AsyncGenerator<string> {
  const start = first === undefined ? {} : { StartAfter: prefix + first };
  for await (const { Contents = [] } of pages(ports, { Prefix: prefix, ...start }))
    for (const { Key = '' } of Contents) {
      if (last !== undefined && Key.slice(prefix.length, prefix.length + last.length) > last) return;
      yield Key;
    }
}

const prefixesIn = async (ports: Ports, prefix: string): Promise<string[]> => {
  const prefixes: string[] = [];
  for await (const { CommonPrefixes = [] } of pages(ports, { Prefix: prefix, Delimiter: '/' }))
    prefixes.push(...CommonPrefixes.map(({ Prefix = '' }) => Prefix));
  return prefixes;
};

async function* pages({ s3, bucket }: Ports, request: { Prefix: string; Delimiter?: string; StartAfter?: string }) {
  let token: string | undefined;
  do {
    const page = await s3.send(
      new ListObjectsV2Command({ Bucket: bucket, ...request, ...(token ? { ContinuationToken: token } : {}) }),
    );
    yield page;
    token = page.NextContinuationToken;
  } while (token);
}

const pathOf = (time: number | undefined): string | undefined => (time === undefined ? undefined : hourPath(time));
const dateOf = (path: string | undefined): string | undefined => path?.slice(0, 'YYYY/MM/DD'.length);
