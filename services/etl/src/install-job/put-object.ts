import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';

/** Puts a text into a bucket. */
export const putObject =
  ({ client, bucket }: { client: S3Client; bucket: string }) =>
  async (key: string, text: string): Promise<void> => {
    await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: text, ContentType: 'text/plain' }));
  };
