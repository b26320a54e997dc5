import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';

/** Bytes in one request: whoever reads slowly does not keep a connection waiting, and a failed request is repeated alone. */
const part = 8 * 1024 * 1024;

/** The bytes of an object of any size, part by part, the next one under way while one is looked at. */
export async function* readObject(client: S3Client, address: string): AsyncGenerator<Uint8Array> {
  const { hostname: bucket, pathname } = new URL(address);
  const get = async (from: number) => {
    const { Body, ContentRange = '' } = await client.send(
      new GetObjectCommand({
        Bucket: bucket,
        Key: decodeURI(pathname.slice(1)),
        Range: `bytes=${from}-${from + part - 1}`,
      }),
    );
    const bytes = (await Body?.transformToByteArray()) ?? new Uint8Array();
    return { bytes, isLast: from + bytes.length >= Number(ContentRange.split('/')[1]) };
  };
  let next = get(0);
  for (let from = 0; ; ) {
    const { bytes, isLast } = await next;
    from += bytes.length;
    if (!isLast) next = handled(get(from));
    yield bytes;
    if (isLast) return;
  }
}

/** What fails while nobody waits for it yet is heard of by whoever waits next. */
const handled = <T>(promise: Promise<T>): Promise<T> => {
  promise.catch(() => {});
  return promise;
};
