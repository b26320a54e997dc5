import { Readable } from 'node:stream';
import { S3Client } from '@aws-sdk/client-s3';
import { landedFingerprint } from './landed-fingerprint.ts';

type Listed = { key: string; etag: string };

/** The fingerprint of a listing that S3 answers in the given pages. */
const fingerprintOf = (...pages: Listed[][]) => {
  let page = 0;
  const client = new S3Client({
    region: 'eu-central-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    requestHandler: {
      handle: async () => {
        const contents = pages[page++]?.map(
          ({ key, etag }) => `<Contents><Key>landing/readings/hour=h/${key}</Key><ETag>${etag}</ETag></Contents>`,
        );
        const next = page < pages.length ? '<NextContinuationToken>next</NextContinuationToken>' : '';
        const body = `<ListBucketResult>${contents?.join('') ?? ''}${next}</ListBucketResult>`;
        return { response: { statusCode: 200, headers: {}, body: Readable.from([Buffer.from(body)]) } };
      },
    },
  });
  return landedFingerprint({ client, lake: 'lake' })('h');
};

const [a, b] = [
  { key: 'a', etag: '1' },
  { key: 'b', etag: '2' },
];

test('an empty partition has none', async () => {
  expect(await fingerprintOf([])).toBeUndefined();
});

test('the same objects have the same, in however many pages they are listed', async () => {
  expect(await fingerprintOf([a, b])).toMatch(/^2-/);
  expect(await fingerprintOf([a], [b])).toBe(await fingerprintOf([a, b]));
});

test('one object more, or another content, has another', async () => {
  const others = await Promise.all(
    [[a], [a, b], [a, { key: 'b', etag: '3' }], [a, { key: 'c', etag: '2' }]].map((page) => fingerprintOf(page)),
  );
  expect(new Set(others).size).toBe(4);
});
