import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import type { World } from '@millrace/shared/runtime/world';
import { archiveRecords } from './archive-records.ts';
import type { Config } from './config.ts';

/** Wires the function. */
export const archive = ({ LAKE_BUCKET }: Config, { client }: World) => {
  const s3 = new S3Client(client);
  return archiveRecords({
    put: async (key, body) => void (await s3.send(new PutObjectCommand({ Bucket: LAKE_BUCKET, Key: key, Body: body }))),
  });
};
