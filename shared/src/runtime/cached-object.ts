import { GetObjectCommand, NoSuchKey, type S3Client, S3ServiceException } from '@aws-sdk/client-s3';

type Ports = { client: S3Client; bucket: string; now: () => number };
type Cached<T> = { value: T; etag: string | undefined; checkedAt: number };

/**
 * Reads small S3 objects through a cache: an object younger than `maxAge` ms since its last check is taken as it is, an
 * older one is revalidated by its ETag (304 costs no body), and an absent object is remembered as absent just as long.
 * At most `capacity` objects are held; the one used longest ago goes first.
 */
export const cachedObjects = <T>(
  { client, bucket, now }: Ports,
  { maxAge, capacity, parse, absent }: { maxAge: number; capacity: number; parse: (text: string) => T; absent: T },
) => {
  const cache = new Map<string, Cached<T>>();
  return async (key: string): Promise<T> => {
    const cached = cache.get(key);
    if (cached && now() - cached.checkedAt < maxAge) return remember(cache, capacity, key, cached).value;
    const fetched = await fetchObject(client, bucket, key, cached?.etag);
    const checkedAt = now();
    if (fetched === 'unchanged' && cached) return remember(cache, capacity, key, { ...cached, checkedAt }).value;
    const fresh =
      typeof fetched === 'object'
        ? { value: parse(fetched.text), etag: fetched.etag, checkedAt }
        : { value: absent, etag: undefined, checkedAt };
    return remember(cache, capacity, key, fresh).value;
  };
};

const remember = <T>(cache: Map<string, Cached<T>>, capacity: number, key: string, entry: Cached<T>): Cached<T> => {
  cache.delete(key);
  cache.set(key, entry);
  const [oldest] = cache.keys();
  if (cache.size > capacity && oldest !== undefined) cache.delete(oldest);
  return entry;
};

const fetchObject = async (
  client: S3Client,
  bucket: string,
  key: string,
  etag: string | undefined,
): Promise<{ text: string; etag: string | undefined } | 'unchanged' | 'absent'> => {
  try {
    const answer = await client.send(
      new GetObjectCommand({ Bucket: bucket, Key: key, ...(etag ? { IfNoneMatch: etag } : {}) }),
    );
    return { text: (await answer.Body?.transformToString()) ?? '', etag: answer.ETag };
  } catch (error) {
    if (error instanceof NoSuchKey) return 'absent';
    if (error instanceof S3ServiceException && error.$metadata.httpStatusCode === 304) return 'unchanged';
    throw error;
  }
};
