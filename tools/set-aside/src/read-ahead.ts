import { GetObjectCommand, type S3Client } from '@aws-sdk/client-s3';

type Ports = { s3: S3Client; bucket: string };

/** Objects on their way at a time: S3 answers in tens of milliseconds, and most objects here are small. */
const width = 16;

/** Objects and their text, in the order of their keys, some read ahead. */
export async function* readAhead(
  { s3, bucket }: Ports,
  keys: AsyncIterable<string>,
): AsyncGenerator<{ key: string; text: string }> {
  const read = async (key: string) => {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
    return { key, text: (await Body?.transformToString()) ?? '' };
  };
  const ahead: ReturnType<typeof read>[] = [];
  for await (const key of keys) {
    const reading = read(key);
    // It is awaited later; until then nobody else hears of its failure.
    reading.catch(() => {});
    const first = ahead.push(reading) > width ? ahead.shift() : undefined;
    if (first) yield await first;
  }
  for (const reading of ahead) yield await reading;
}
