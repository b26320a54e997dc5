import {
  CopyObjectCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectAclCommand,
  GetObjectCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from '@aws-sdk/client-s3';
import { s3ForTest } from './s3-for-test.ts';

const { client, s3, clock, remove } = s3ForTest();
afterAll(remove);

const put = (Key: string, Body: string, more: object = {}) =>
  client.send(new PutObjectCommand({ Bucket: 'lake', Key, Body, ...more }));
const get = (Key: string, more: object = {}) => client.send(new GetObjectCommand({ Bucket: 'lake', Key, ...more }));
const read = async (Key: string, more: object = {}) => (await get(Key, more)).Body?.transformToString();

test('an object comes back with what it was put with', async () => {
  const description = {
    ContentType: 'text/csv',
    ContentEncoding: 'identity',
    CacheControl: 'no-store',
    Metadata: { source: 'pump-1', note: 'a b' },
  };
  const { ETag } = await put('described', 'a,b\n', description);
  const { Body, ...output } = await get('described');
  expect(await Body?.transformToString()).toBe('a,b\n');
  expect(output).toMatchObject({ ...description, ETag, ContentLength: 4, LastModified: new Date(clock.now()) });
  const head = await client.send(new HeadObjectCommand({ Bucket: 'lake', Key: 'described' }));
  expect(head).toMatchObject({ ...description, ETag, ContentLength: 4 });
});

test('the entity tag is the MD5 of the bytes', async () => {
  expect((await put('nine', '123456789')).ETag).toBe('"25f9e794323b453885f5181f1b624d0b"');
});

test('a range is served as 206 with its place', async () => {
  await put('digits', '0123456789');
  const { $metadata, ContentRange, Body } = await get('digits', { Range: 'bytes=2-4' });
  expect([$metadata.httpStatusCode, ContentRange, await Body?.transformToString()]).toEqual([
    206,
    'bytes 2-4/10',
    '234',
  ]);
  await expect(get('digits', { Range: 'bytes=10-' })).rejects.toMatchObject({ name: 'InvalidRange' });
});

test('an unchanged object is answered 304, another version 412', async () => {
  const { ETag } = await put('versioned', 'one');
  await expect(get('versioned', { IfNoneMatch: ETag })).rejects.toMatchObject({ $metadata: { httpStatusCode: 304 } });
  await expect(get('versioned', { IfMatch: '"0"' })).rejects.toMatchObject({ name: 'PreconditionFailed' });
  await put('versioned', 'two');
  expect(await read('versioned', { IfNoneMatch: ETag })).toBe('two');
});

test('a missing key or bucket is named', async () => {
  await expect(get('missing')).rejects.toMatchObject({ name: 'NoSuchKey' });
  const elsewhere = new GetObjectCommand({ Bucket: 'nowhere', Key: 'a' });
  await expect(client.send(elsewhere)).rejects.toMatchObject({ name: 'NoSuchBucket' });
  const head = new HeadObjectCommand({ Bucket: 'lake', Key: 'missing' });
  await expect(client.send(head)).rejects.toMatchObject({ name: 'NotFound' });
});

test('of two writers that both create a key, one is refused', async () => {
  const created = await Promise.allSettled(['one', 'two'].map((body) => put('claim', body, { IfNoneMatch: '*' })));
  expect(created.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  expect(created).toContainEqual(
    expect.objectContaining({ reason: expect.objectContaining({ name: 'PreconditionFailed' }) }),
  );
});

test('a write that names the version it replaces is refused when that has changed', async () => {
  const { ETag } = await put('state', 'one');
  await put('state', 'two', { IfMatch: ETag });
  await expect(put('state', 'three', { IfMatch: ETag })).rejects.toMatchObject({ name: 'PreconditionFailed' });
  expect(await read('state')).toBe('two');
});

test('a body that is not what its digest says is not stored', async () => {
  await expect(put('damaged', 'body', { ContentMD5: '1B2M2Y8AsgTpgAmY7PhCfg==' })).rejects.toMatchObject({
    name: 'BadDigest',
  });
  await expect(get('damaged')).rejects.toMatchObject({ name: 'NoSuchKey' });
});

test('a copy carries bytes and metadata; REPLACE carries its own', async () => {
  await put('from here/ä+b', 'copied', { Metadata: { source: 'pump-1' }, ContentType: 'text/plain' });
  const CopySource = `lake/${encodeURIComponent('from here/ä+b')}`;
  const copy = { Bucket: 'lake', CopySource };
  const { CopyObjectResult } = await client.send(new CopyObjectCommand({ ...copy, Key: 'copy' }));
  expect(CopyObjectResult?.LastModified).toEqual(new Date(clock.now()));
  expect(await get('copy')).toMatchObject({
    ContentType: 'text/plain',
    Metadata: { source: 'pump-1' },
    ETag: CopyObjectResult?.ETag,
  });
  const replaced = { Key: 'replaced', MetadataDirective: 'REPLACE', Metadata: { by: 'me' } } as const;
  await client.send(new CopyObjectCommand({ ...copy, ...replaced }));
  expect(await get('replaced')).toMatchObject({ Metadata: { by: 'me' }, ContentType: 'binary/octet-stream' });
  expect(await read('replaced')).toBe('copied');
});

test('a copy under a condition that its source does not meet is refused', async () => {
  await put('source', 'body');
  const copy = new CopyObjectCommand({
    Bucket: 'lake',
    Key: 'to',
    CopySource: 'lake/source',
    CopySourceIfMatch: '"0"',
  });
  await expect(client.send(copy)).rejects.toMatchObject({ name: 'PreconditionFailed' });
});

test('deleting is done once and succeeds again', async () => {
  await put('gone', 'body');
  const gone = new DeleteObjectCommand({ Bucket: 'lake', Key: 'gone' });
  await client.send(gone);
  await client.send(gone);
  await expect(get('gone')).rejects.toMatchObject({ name: 'NoSuchKey' });
});

test('many keys are deleted in one request, whatever they are called', async () => {
  const keys = ['one', 'two & <three>', ' spaces ', 'line\nbreak', '😀'];
  for (const key of keys) await put(key, 'body');
  const Objects = keys.map((Key) => ({ Key }));
  const { Deleted } = await client.send(new DeleteObjectsCommand({ Bucket: 'lake', Delete: { Objects } }));
  expect(Deleted).toEqual(Objects);
  for (const key of keys) expect(await s3.getObject({ bucket: 'lake', key })).toBeUndefined();
  const quiet = { Objects: [{ Key: 'missing' }], Quiet: true };
  expect((await client.send(new DeleteObjectsCommand({ Bucket: 'lake', Delete: quiet }))).Deleted).toBeUndefined();
});

test('an operation that is not supported is named', async () => {
  const acl = client.send(new GetObjectAclCommand({ Bucket: 'lake', Key: 'nine' }));
  await expect(acl).rejects.toMatchObject({
    name: 'NotImplemented',
    message: 'The sandbox does not support S3 GetObjectAcl.',
  });
  await expect(get('nine', { VersionId: '1' })).rejects.toMatchObject({ name: 'NotImplemented' });
});
