import { hash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { join, resolve, sep } from 'node:path';
import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand } from '@aws-sdk/client-s3';
import fc from 'fast-check';
import { s3ForTest } from './s3-for-test.ts';

const { client, s3, directory, reopen, remove } = s3ForTest();
afterAll(remove);

const bucket = 'lake';
const put = (key: string, body: string) => s3.putObject({ bucket, key, body });
const bodyOf = async (from: typeof s3, key: string) => (await from.getObject({ bucket, key }))?.body.toString();
const keysOf = async (from: typeof s3, prefix = '') =>
  (await from.listObjects({ bucket, prefix })).map(({ key }) => key);
const isBelow = (path: string, parent: string): boolean => resolve(path).startsWith(resolve(parent) + sep);

/** Keys made of what is dangerous in a path, and of anything else. */
const anyKey = fc
  .oneof(
    fc.string({
      unit: fc.constantFrom('.', '/', 'a', 'A', '\\', '%', '2', 'e', ':', '*'),
      minLength: 1,
      maxLength: 12,
    }),
    fc.string({ unit: 'binary', minLength: 1, maxLength: 40 }),
    fc
      .array(fc.constantFrom('..', '.', '', 'a', '.aside', 'x'.repeat(256), 'con'), { minLength: 2, maxLength: 4 })
      .map((parts) => parts.join('/')),
  )
  .filter((key) => Buffer.byteLength(key) <= 1024);

test('an ordinary key is a path of the same name', async () => {
  const key = 'curated/readings/event_date=2026-01-01/part-0.parquet';
  await put(key, 'PAR1');
  expect(s3.pathOf({ bucket, key })).toBe(join(directory, bucket, key));
  expect(readFileSync(join(directory, bucket, key), 'utf8')).toBe('PAR1');
});

test('objects of any keys round-trip, list and survive a restart, all below the directory', async () => {
  await fc.assert(
    fc.asyncProperty(fc.uniqueArray(anyKey, { minLength: 1, maxLength: 6 }), async (keys) => {
      for (const key of keys)
        await client.send(new PutObjectCommand({ Bucket: bucket, Key: key, Body: `body of ${key}` }));
      const restarted = reopen();
      for (const key of keys) {
        const path = s3.pathOf({ bucket, key });
        expect(isBelow(path, join(directory, bucket))).toBe(true);
        expect(readFileSync(path, 'utf8')).toBe(`body of ${key}`);
        const { Body } = await client.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
        expect(await Body?.transformToString()).toBe(`body of ${key}`);
        expect(await bodyOf(restarted, key)).toBe(`body of ${key}`);
      }
      const listed = await client.send(new ListObjectsV2Command({ Bucket: bucket, EncodingType: 'url' }));
      const listedKeys = listed.Contents?.map(({ Key = '' }) => decodeURIComponent(Key));
      expect(listedKeys).toEqual(expect.arrayContaining(keys));
      for (const key of keys) await s3.deleteObject({ bucket, key });
      expect((await keysOf(s3)).filter((key) => keys.includes(key))).toEqual([]);
    }),
  );
});

test('a key and a key below it stand beside each other', async () => {
  for (const [first, second] of [
    ['clash/a', 'clash/a/b'],
    ['clash/c/d', 'clash/c'],
  ] as const) {
    await put(first, 'first');
    await put(second, 'second');
    await put(first, 'first again');
    expect([await bodyOf(s3, first), await bodyOf(s3, second)]).toEqual(['first again', 'second']);
    expect(await bodyOf(reopen(), second)).toBe('second');
  }
  expect(await keysOf(s3, 'clash/')).toEqual(['clash/a', 'clash/a/b', 'clash/c', 'clash/c/d']);
});

test('a file in the way that is not this key is left as it is', async () => {
  const path = join(directory, bucket, 'foreign');
  writeFileSync(path, 'foreign');
  await put('foreign', 'body');
  expect([readFileSync(path, 'utf8'), await bodyOf(s3, 'foreign')]).toEqual(['foreign', 'body']);
  rmSync(path);
});

test('a key that looks like the place of another key is not in its way', async () => {
  const lookalike = `.aside/${hash('sha256', '/other')}`;
  await put(lookalike, 'body');
  await put('/other', 'other');
  expect([await bodyOf(s3, lookalike), await bodyOf(s3, '/other')]).toEqual(['body', 'other']);
});

test('a deleted object leaves no directory in the way of a later key', async () => {
  await put('left/over/deep', 'body');
  await s3.deleteObject({ bucket, key: 'left/over/deep' });
  await put('left', 'body');
  expect(s3.pathOf({ bucket, key: 'left' })).toBe(join(directory, bucket, 'left'));
});

test('a name too long for the file system leaves nothing half made', async () => {
  await put(`long/${'x'.repeat(256)}/y`, 'body');
  expect(await bodyOf(s3, `long/${'x'.repeat(256)}/y`)).toBe('body');
  expect(readdirSync(join(directory, bucket))).not.toContain('long');
});

test('a key of more than 1,024 bytes is refused', async () => {
  await expect(put('ä'.repeat(513), 'body')).rejects.toMatchObject({ code: 'KeyTooLongError' });
  await expect(put('ä'.repeat(512), 'body')).resolves.toBeDefined();
});

test('metadata survives a restart', async () => {
  const description = { contentType: 'text/csv', contentEncoding: 'gzip', metadata: { source: 'pump-1' } };
  await s3.putObject({ bucket, key: 'described', body: 'body', ...description });
  const before = await s3.getObject({ bucket, key: 'described' });
  expect(before).toMatchObject(description);
  expect(await reopen().getObject({ bucket, key: 'described' })).toEqual(before);
});

test('after a restart the bytes on disk are the truth', async () => {
  await put('rewritten', 'first one');
  await put('removed', 'as put');
  writeFileSync(s3.pathOf({ bucket, key: 'rewritten' }), '123456789');
  utimesSync(s3.pathOf({ bucket, key: 'rewritten' }), 0, 0);
  rmSync(s3.pathOf({ bucket, key: 'removed' }));
  writeFileSync(join(directory, bucket, 'by-hand.csv'), 'a,b\n');
  const restarted = reopen();
  expect(await restarted.getObject({ bucket, key: 'rewritten' })).toMatchObject({
    body: Buffer.from('123456789'),
    etag: '25f9e794323b453885f5181f1b624d0b',
  });
  expect(await restarted.getObject({ bucket, key: 'removed' })).toBeUndefined();
  expect(await bodyOf(restarted, 'by-hand.csv')).toBe('a,b\n');
});

test('a file whose key nobody knows any more is cleared away', async () => {
  const lost = join(directory, bucket, '.aside', '0'.repeat(64));
  await put('/aside', 'body');
  writeFileSync(lost, 'body');
  const restarted = reopen();
  expect(existsSync(lost)).toBe(false);
  expect(await bodyOf(restarted, '/aside')).toBe('body');
});
