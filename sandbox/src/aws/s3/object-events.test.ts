import { CopyObjectCommand, DeleteObjectsCommand, PutObjectCommand } from '@aws-sdk/client-s3';
import { s3ForTest } from './s3-for-test.ts';

const { client, s3, events, reopen, remove } = s3ForTest();
afterAll(remove);
beforeEach(() => events.splice(0));

type Detail = { object: { key: string; sequencer: string }; reason: string };
const details = () => events.map(({ detail }) => detail as Detail);

test('a put tells of the object as S3 does', async () => {
  await client.send(new PutObjectCommand({ Bucket: 'lake', Key: 'raw/a b+ä', Body: 'hello' }));
  expect(events).toEqual([
    {
      source: 'aws.s3',
      'detail-type': 'Object Created',
      resources: ['arn:aws:s3:::lake'],
      detail: {
        version: '0',
        bucket: { name: 'lake' },
        object: {
          key: 'raw/a b+ä',
          size: 5,
          etag: '5d41402abc4b2a76b9719d911017c592',
          sequencer: expect.stringMatching(/^[0-9a-f]{16}$/),
        },
        'request-id': expect.stringMatching(/^[0-9A-F]{16}$/),
        requester: '000000000000',
        'source-ip-address': '127.0.0.1',
        reason: 'PutObject',
      },
    },
  ]);
});

test('a copy gives its own reason', async () => {
  await s3.putObject({ bucket: 'lake', key: 'from', body: '' });
  await client.send(new CopyObjectCommand({ Bucket: 'lake', Key: 'to', CopySource: 'lake/from' }));
  expect(details().map(({ object, reason }) => [object.key, reason])).toEqual([
    ['from', 'PutObject'],
    ['to', 'CopyObject'],
  ]);
});

test('a delete tells of what was there, and of nothing else', async () => {
  await s3.putObject({ bucket: 'lake', key: 'there', body: '' });
  const Objects = [{ Key: 'missing' }, { Key: 'there' }];
  await client.send(new DeleteObjectsCommand({ Bucket: 'lake', Delete: { Objects } }));
  expect(events.slice(1)).toMatchObject([
    {
      'detail-type': 'Object Deleted',
      detail: {
        object: { key: 'there' },
        reason: 'DeleteObject',
        'deletion-type': 'Permanently Deleted',
      },
    },
  ]);
});

test('sequencers grow from change to change, even in one millisecond and over a restart', async () => {
  const object = { bucket: 'lake', key: 'changing', body: '' };
  await s3.putObject(object);
  await s3.deleteObject(object);
  await s3.putObject(object);
  await reopen().putObject(object);
  const sequencers = details().map(({ object: { sequencer } }) => sequencer);
  expect(sequencers).toEqual([...new Set(sequencers)].sort());
  expect(sequencers).toHaveLength(4);
});

test('a bucket with EventBridge off tells nothing, and can be switched on', async () => {
  s3.createBucket({ name: 'quiet' });
  await s3.putObject({ bucket: 'quiet', key: 'a', body: '' });
  s3.createBucket({ name: 'quiet', eventBridge: true });
  await s3.putObject({ bucket: 'quiet', key: 'b', body: '' });
  expect(details().map(({ object }) => object.key)).toEqual(['b']);
  await reopen().putObject({ bucket: 'quiet', key: 'c', body: '' });
  expect(details().map(({ object }) => object.key)).toEqual(['b', 'c']);
});
