import { GetObjectCommand, NoSuchKey, type S3Client } from '@aws-sdk/client-s3';

type Ports = { client: S3Client; bucket: string };
export type StoredBytes = { bytes: Buffer; etag: string | undefined };

/** The bytes of an object; undefined where there is none. */
export const getObject =
  ({ client, bucket }: Ports) =>
  async (key: string): Promise<StoredBytes | undefined> => {
    try {
      const { Body, ETag } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
      return { bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), etag: ETag };
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw error;
    }
  };
