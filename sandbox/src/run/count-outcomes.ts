import { gunzipSync } from 'node:zlib';
import type { AlertNotification } from '@millrace/shared/contracts/alert-notification';
import type { SetAsideRecord } from '@millrace/shared/contracts/set-aside';
import type { Platform } from '../platform.ts';
import { bucketName } from '../seed/names.ts';
import { askAthena } from './ask-athena.ts';

export type Outcomes = {
  /** Distinct readings in the curated table, and in the hot store. */
  stored: number;
  inHotStore: number;
  /** Older than the hot store's retention. */
  onlyInLake: number;
  setAside: Record<string, number>;
  duplicates: number;
  rowsLanded: number;
  rowsCurated: number;
  alertsRaised: number;
  alertsCleared: number;
  /** What Lambda gave up on, by its own words. Always a fault. */
  givenUp: number;
};

/** Counts what became of everything, each figure from the store that holds it; none is derived from another. */
export const countOutcomes = async (platform: Platform): Promise<Outcomes> => {
  const [curated] = await askAthena(
    platform,
    `SELECT count(*) AS row_count,
      count(DISTINCT CASE WHEN kind <> 'duplicate' THEN reading_id END) AS readings,
      count(CASE WHEN kind = 'duplicate' THEN 1 END) AS duplicates
     FROM readings`,
  );
  const { reasons, givenUp } = await readSetAside(platform);
  const notifications = platform.sns
    .outbox()
    .filter(({ topicArn }) => topicArn.endsWith('-alert-notifications'))
    .map(({ body }) => JSON.parse(body) as AlertNotification);
  const changes = (change: AlertNotification['change']) =>
    new Set(notifications.filter((each) => each.change === change).map(({ notificationId }) => notificationId)).size;
  return {
    stored: Number(curated?.readings ?? 0),
    duplicates: Number(curated?.duplicates ?? 0),
    rowsCurated: Number(curated?.row_count ?? 0),
    inHotStore: await platform.timestream.rowCount('millrace_local', 'readings'),
    onlyInLake: platform.metrics.total('ReadingsOnlyInLake'),
    setAside: reasons,
    rowsLanded: await countLandedRows(platform),
    alertsRaised: changes('raised'),
    alertsCleared: changes('cleared'),
    givenUp,
  };
};

/** A record that a retry set aside twice has one id and counts once. */
const readSetAside = async ({ s3 }: Platform) => {
  const bucket = bucketName('set-aside');
  const reasonOf = new Map<string, string>();
  let givenUp = 0;
  for (const { key } of await s3.listObjects({ bucket, prefix: '' })) {
    if (key.startsWith('aws/lambda/')) {
      givenUp++;
      continue;
    }
    // What operators did about it.
    if (key.startsWith('repairs/') || key.startsWith('replays/')) continue;
    const text = (await s3.getObject({ bucket, key }))?.body.toString('utf8') ?? '';
    for (const line of text.split('\n').filter(Boolean)) {
      const { id, reason } = JSON.parse(line) as SetAsideRecord;
      reasonOf.set(id, reason);
    }
  }
  const reasons: Record<string, number> = {};
  for (const reason of reasonOf.values()) reasons[reason] = (reasons[reason] ?? 0) + 1;
  return { reasons, givenUp };
};

const countLandedRows = async ({ s3 }: Platform): Promise<number> => {
  const bucket = bucketName('lake');
  let rows = 0;
  for (const { key } of await s3.listObjects({ bucket, prefix: 'landing/readings/' })) {
    const { body } = (await s3.getObject({ bucket, key })) ?? { body: Buffer.alloc(0) };
    const text = key.endsWith('.gz') ? gunzipSync(body) : body;
    for (const byte of text) if (byte === 0x0a) rows++;
  }
  return rows;
};
