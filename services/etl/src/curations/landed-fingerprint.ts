import { hash } from 'node:crypto';
import { paginateListObjectsV2, type S3Client } from '@aws-sdk/client-s3';

/** Names the objects of a landing partition by their number and a digest of keys and ETags; undefined when there are none. */
export const landedFingerprint =
  ({ client, lake }: { client: S3Client; lake: string }) =>
  async (partition: string): Promise<string | undefined> => {
    const objects: string[] = [];
    const pages = paginateListObjectsV2({ client }, { Bucket: lake, Prefix: `landing/readings/hour=${partition}/` });
    for await (const { Contents = [] } of pages) for (const { Key, ETag } of Contents) objects.push(`${Key} ${ETag}`);
    return objects.length === 0 ? undefined : `${objects.length}-${hash('md5', objects.join('\n'), 'base64url')}`;
  };
