import type { S3Client } from '@aws-sdk/client-s3';
import { readObject } from './read-object.ts';

const mebibyte = 1024 * 1024;

const storeOf = (object: Uint8Array, failAt = Number.POSITIVE_INFINITY) => {
  const ranges: string[] = [];
  const client = {
    async send({ input }: { input: { Bucket: string; Key: string; Range: string } }) {
      ranges.push(`${input.Bucket} ${input.Key} ${input.Range}`);
      const [from = 0, to = 0] = /(\d+)-(\d+)/.exec(input.Range)?.slice(1).map(Number) ?? [];
      if (from >= failAt) throw new Error('gone');
      const bytes = object.subarray(from, to + 1);
      return {
        Body: { transformToByteArray: async () => bytes },
        ContentRange: `bytes ${from}-${from + bytes.length - 1}/${object.length}`,
      };
    },
  } as unknown as S3Client;
  return { client, ranges };
};

const whole = async (client: S3Client): Promise<Buffer> => {
  const parts: Uint8Array[] = [];
  for await (const bytes of readObject(client, 's3://results/of%20a/q1.csv')) parts.push(bytes);
  return Buffer.concat(parts);
};

test.each([1, 8 * mebibyte, 8 * mebibyte + 1, 20 * mebibyte])(
  'an object of %i bytes is read in parts',
  async (size) => {
    const object = Buffer.alloc(size, 'abcdefg');
    const { client, ranges } = storeOf(object);
    expect((await whole(client)).equals(object)).toBe(true);
    expect(ranges).toHaveLength(Math.ceil(size / (8 * mebibyte)));
    expect(ranges[0]).toBe('results of a/q1.csv bytes=0-8388607');
  },
);

test('a part that fails ends it', async () => {
  const { client } = storeOf(Buffer.alloc(20 * mebibyte), 8 * mebibyte);
  await expect(whole(client)).rejects.toThrow('gone');
});
