import {
  CreateBucketCommand,
  DeleteBucketCommand,
  DeleteObjectCommand,
  GetBucketLocationCommand,
  HeadBucketCommand,
  ListBucketsCommand,
  ListObjectsCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  paginateListObjectsV2,
} from '@aws-sdk/client-s3';
import { s3ForTest } from './s3-for-test.ts';

const { client, clock, remove, s3 } = s3ForTest();
afterAll(remove);

test('buckets are created once, listed, and say where they are', async () => {
  await client.send(new CreateBucketCommand({ Bucket: 'registry' }));
  const { Buckets } = await client.send(new ListBucketsCommand());
  expect(Buckets).toEqual(['lake', 'registry'].map((Name) => ({ Name, CreationDate: new Date(clock.now()) })));
  const again = client.send(new CreateBucketCommand({ Bucket: 'registry' }));
  await expect(again).rejects.toMatchObject({ name: 'BucketAlreadyOwnedByYou' });
  const location = await client.send(new GetBucketLocationCommand({ Bucket: 'registry' }));
  expect(location.LocationConstraint).toBe('eu-central-1');
  expect((await client.send(new HeadBucketCommand({ Bucket: 'lake' }))).BucketRegion).toBe('eu-central-1');
  await expect(client.send(new HeadBucketCommand({ Bucket: 'nowhere' }))).rejects.toMatchObject({ name: 'NotFound' });
});

test.each(['..', 'a..b', 'Upper', '.hidden', 'a/b'])('%j is no name for a bucket', (name) => {
  expect(() => s3.createBucket({ name })).toThrow('The specified bucket is not valid.');
});

test('a bucket is deleted when it is empty, not before', async () => {
  const Bucket = 'short-lived';
  await client.send(new CreateBucketCommand({ Bucket }));
  await client.send(new PutObjectCommand({ Bucket, Key: 'a/b', Body: 'body' }));
  await expect(client.send(new DeleteBucketCommand({ Bucket }))).rejects.toMatchObject({ name: 'BucketNotEmpty' });
  await client.send(new DeleteObjectCommand({ Bucket, Key: 'a/b' }));
  await client.send(new DeleteBucketCommand({ Bucket }));
  await expect(client.send(new HeadBucketCommand({ Bucket }))).rejects.toMatchObject({ name: 'NotFound' });
});

test('a listing gives keys, sizes, entity tags and times, and rolls up to the delimiter', async () => {
  const { etag } = await s3.putObject({ bucket: 'lake', key: 'raw/a&lt;b', body: 'four' });
  await s3.putObject({ bucket: 'lake', key: 'raw/2026/01', body: 'body' });
  const list = { Bucket: 'lake', Prefix: 'raw/', Delimiter: '/' };
  const { Contents, CommonPrefixes, KeyCount, IsTruncated } = await client.send(new ListObjectsV2Command(list));
  expect(Contents).toEqual([
    { Key: 'raw/a&lt;b', Size: 4, ETag: `"${etag}"`, LastModified: new Date(clock.now()), StorageClass: 'STANDARD' },
  ]);
  expect(CommonPrefixes).toEqual([{ Prefix: 'raw/2026/' }]);
  expect([KeyCount, IsTruncated]).toEqual([2, false]);
});

test('keys are written as URLs when asked', async () => {
  await s3.putObject({ bucket: 'lake', key: 'odd/\u0001 +ä', body: '' });
  const list = { Bucket: 'lake', Prefix: 'odd/', EncodingType: 'url' } as const;
  const { Contents, Prefix } = await client.send(new ListObjectsV2Command(list));
  expect([Contents?.[0]?.Key, Prefix]).toEqual(['odd/%01%20%2B%C3%A4', 'odd/']);
});

test('a paginator walks all pages', async () => {
  for (let n = 0; n < 5; n++) await s3.putObject({ bucket: 'lake', key: `page/${n}`, body: '' });
  const keys: (string | undefined)[] = [];
  const query = { Bucket: 'lake', Prefix: 'page/', StartAfter: 'page/0' };
  for await (const { Contents } of paginateListObjectsV2({ client, pageSize: 2 }, query))
    keys.push(...(Contents ?? []).map(({ Key }) => Key));
  expect(keys).toEqual(['page/1', 'page/2', 'page/3', 'page/4']);
});

test('a page of a negative size is refused', async () => {
  const list = client.send(new ListObjectsV2Command({ Bucket: 'lake', MaxKeys: -1 }));
  await expect(list).rejects.toMatchObject({ name: 'InvalidArgument' });
});

test('the first version of the listing is not supported', async () => {
  const list = client.send(new ListObjectsCommand({ Bucket: 'lake' }));
  await expect(list).rejects.toMatchObject({ message: 'The sandbox does not support S3 ListObjects.' });
});
