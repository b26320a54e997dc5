import { gunzipSync } from 'node:zlib';
import type { ArchivedRecord } from '@millrace/shared/contracts/archived-record';
import type { EnrichedReading } from '@millrace/shared/contracts/enriched-reading';
import type { SetAsideRecord } from '@millrace/shared/contracts/set-aside';
import { openBytes } from '@millrace/shared/runtime/open-bytes';
import { bucketName, resourceName } from '../../sandbox/src/seed/names.ts';
import type { Aws } from './aws.ts';
import { garbled } from './fleet.ts';
import { readGivenUp } from './given-up.ts';

/** A row of the hot store, by what the device measured. */
export type HotRow = { number: number; celsius: number; deviceId: string };

/** An enriched reading, and the record that it was in. */
export type PassedOn = EnrichedReading & { sequenceNumber: string };

/** What became of everything, read from the stores themselves. */
export type Outcome = {
  hot: HotRow[];
  /** In the order of the stream. */
  passedOn: PassedOn[];
  setAside: SetAsideRecord[];
  /** Every record of the raw stream, in base64, and every one that the archive holds. */
  raw: ReadonlySet<string>;
  archived: ReadonlySet<string>;
  /** Numbers of readings that Lambda gave up at some time. */
  givenUp: ReadonlySet<number>;
  /** Sequence numbers of the records of enriched readings that Lambda gave up. */
  notEvaluated: ReadonlySet<string>;
};

export const readOutcome = async (aws: Aws): Promise<Outcome> => {
  const givenUp = await readGivenUp(aws);
  return {
    hot: await readHotStore(aws),
    passedOn: readEnriched(aws),
    setAside: await readSetAside(aws),
    raw: new Set(recordsOf(aws, 'raw-readings').flatMap(({ data }) => contentsOf(data))),
    archived: await readArchive(aws),
    givenUp: new Set(givenUp.flatMap(({ data }) => numbersIn(data))),
    notEvaluated: new Set(
      givenUp.filter(({ stream }) => stream === enriched).map(({ sequenceNumber }) => sequenceNumber),
    ),
  };
};

const enriched = resourceName('enriched-readings');

const readHotStore = async ({ timestream }: Aws): Promise<HotRow[]> => {
  const rows: HotRow[] = [];
  const QueryString = 'SELECT "reading", "temperature", device_id FROM "millrace_local"."readings"';
  let NextToken: string | undefined;
  do {
    const { status, body } = await timestream.service({
      method: 'POST',
      path: '/',
      query: new URLSearchParams(),
      headers: { 'x-amz-target': 'Timestream_20181101.Query' },
      body: Buffer.from(JSON.stringify({ QueryString, NextToken })),
    });
    if (status !== 200) throw new Error(`Query: ${body}`);
    const page = JSON.parse(body.toString());
    for (const { Data } of page.Rows) {
      const [number, celsius, deviceId] = Data.map((datum: { ScalarValue?: string }) => datum.ScalarValue);
      rows.push({ number: Number(number), celsius: Number(celsius), deviceId });
    }
    NextToken = page.NextToken;
  } while (NextToken);
  return rows;
};

const readEnriched = (aws: Aws): PassedOn[] =>
  recordsOf(aws, 'enriched-readings').flatMap(({ data, sequenceNumber }) =>
    textsIn(data)
      .filter((text) => !text.startsWith(garbled))
      .map((text) => ({ ...JSON.parse(text), sequenceNumber })),
  );

/** In the order in which they came. */
const recordsOf = ({ kinesis }: Aws, channel: string) => {
  const stream = resourceName(channel);
  return kinesis
    .shards(stream)
    .flatMap(({ shardId }) => kinesis.read({ stream, shardId, after: 'TRIM_HORIZON', limit: 1e6 }).records)
    .sort((a, b) => (a.sequenceNumber < b.sequenceNumber ? -1 : 1));
};

/** Decompressed, where it is text, as the archive keeps it. */
const contentsOf = (data: Buffer): string[] =>
  openBytes(data).map((opened) => ('text' in opened ? Buffer.from(opened.text) : opened.data).toString('base64'));

const readArchive = async ({ s3 }: Aws): Promise<Set<string>> => {
  const bucket = bucketName('lake');
  const archived = new Set<string>();
  for (const { key } of await s3.listObjects({ bucket, prefix: 'raw/' })) {
    const body = (await s3.getObject({ bucket, key }))?.body ?? '';
    for (const line of gunzipSync(body).toString('utf8').split('\n').filter(Boolean)) {
      const { text, data = '' }: ArchivedRecord = JSON.parse(line);
      archived.add(text === undefined ? data : Buffer.from(text).toString('base64'));
    }
  }
  return archived;
};

const readSetAside = async ({ s3 }: Aws): Promise<SetAsideRecord[]> => {
  const bucket = bucketName('set-aside');
  const records: SetAsideRecord[] = [];
  for (const { key } of await s3.listObjects({ bucket, prefix: '' })) {
    if (!key.endsWith('.ndjson')) continue;
    const text = (await s3.getObject({ bucket, key }))?.body.toString('utf8') ?? '';
    for (const line of text.split('\n').filter(Boolean)) records.push(JSON.parse(line));
  }
  return records;
};

/** What could not be read has no number to be found. */
const numbersIn = (data: Buffer): number[] =>
  textsIn(data).flatMap((text) => [...text.matchAll(/"reading":(\d+)/g)].map(([, digits]) => Number(digits)));

const textsIn = (data: Buffer): string[] =>
  openBytes(data).map((opened) => ('text' in opened ? opened.text : opened.data.toString('latin1')));
