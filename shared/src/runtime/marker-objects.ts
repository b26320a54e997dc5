import { HeadObjectCommand, NotFound, PutObjectCommand, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';

type Ports = { client: S3Client; bucket: string };
export type Markers = ReturnType<typeof markerObjects>;

/** S3 objects that say, to every execution environment, that something has been done. */
export const markerObjects = ({ client, bucket }: Ports) => ({
  async isSet(key: string): Promise<boolean> {
    try {
      await client.send(new HeadObjectCommand({ Bucket: bucket, Key: key }));
      return true;
    } catch (error) {
      if (error instanceof NotFound) return false;
      throw error;
    }
  },

  /** Setting what another has set, or is setting right now, is no failure and makes no second version. */
  async set(key: string): Promise<void> {
    try {
      await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: body, IfNoneMatch: '*' }));
    } catch (error) {
      if (!(error instanceof S3ServiceException && alreadySet.has(error.name))) throw error;
    }
  },
});

/** Something, for of an empty body the SDK warns on the console. */
const body = 'set\n';

const alreadySet = new Set(['PreconditionFailed', 'ConditionalRequestConflict']);
