import { createHash, hash } from 'node:crypto';
import {
  AbortMultipartUploadCommand,
  CompleteMultipartUploadCommand,
  CreateMultipartUploadCommand,
  S3Client,
  UploadPartCommand,
  UploadPartCopyCommand,
} from '@aws-sdk/client-s3';
import { inProcess } from '../../wire/in-process.ts';
import { credentials, s3ForTest } from './s3-for-test.ts';

const { client, s3, events, reopen, remove } = s3ForTest();
afterAll(remove);

const target = (Key: string) => ({ Bucket: 'lake', Key });
const large = Buffer.alloc(5 * 1024 * 1024, 'large');
const small = Buffer.from('small');

const begin = async (Key: string): Promise<string> => {
  const created = new CreateMultipartUploadCommand({ ...target(Key), ContentType: 'text/plain' });
  return (await client.send(created)).UploadId ?? '';
};

const upload = async (Key: string, UploadId: string, PartNumber: number, Body: Buffer) => {
  const { ETag } = await client.send(new UploadPartCommand({ ...target(Key), UploadId, PartNumber, Body }));
  return { PartNumber, ETag };
};

const complete = (
  Key: string,
  UploadId: string,
  Parts: { PartNumber: number; ETag: string | undefined }[],
  more = {},
) => client.send(new CompleteMultipartUploadCommand({ ...target(Key), UploadId, MultipartUpload: { Parts }, ...more }));

test('parts make one object, in the order of their numbers, with an entity tag of entity tags', async () => {
  const id = await begin('whole');
  const second = await upload('whole', id, 7, small);
  const replaced = await upload('whole', id, 2, small);
  const first = await upload('whole', id, 2, large);
  await expect(complete('whole', id, [replaced, second])).rejects.toMatchObject({ name: 'InvalidPart' });
  const { ETag } = await complete('whole', id, [first, second]);
  const md5s = createHash('md5')
    .update(hash('md5', large, 'buffer'))
    .update(hash('md5', small, 'buffer'));
  expect(ETag).toBe(`"${md5s.digest('hex')}-2"`);
  const object = await s3.getObject({ bucket: 'lake', key: 'whole' });
  expect(object?.body.equals(Buffer.concat([large, small]))).toBe(true);
  expect(object).toMatchObject({ contentType: 'text/plain', etag: ETag?.replaceAll('"', ''), size: large.length + 5 });
  expect(events).toMatchObject([{ detail: { object: { key: 'whole' }, reason: 'CompleteMultipartUpload' } }]);
  await expect(complete('whole', id, [first, second])).rejects.toMatchObject({ name: 'NoSuchUpload' });
});

test('an upload goes on after a restart', async () => {
  const id = await begin('resumed');
  const part = await upload('resumed', id, 1, small);
  const restarted = new S3Client({ region: 'eu-central-1', credentials, requestHandler: inProcess(reopen().service) });
  const MultipartUpload = { Parts: [part] };
  await restarted.send(new CompleteMultipartUploadCommand({ ...target('resumed'), UploadId: id, MultipartUpload }));
  expect((await reopen().getObject({ bucket: 'lake', key: 'resumed' }))?.body).toEqual(small);
});

test('parts that are missing, out of order or too small are refused', async () => {
  const id = await begin('wrong');
  const parts = [await upload('wrong', id, 1, small), await upload('wrong', id, 2, small)] as const;
  const refused = (name: string) => expect.objectContaining({ name });
  await expect(complete('wrong', id, [{ ...parts[0], PartNumber: 3 }])).rejects.toEqual(refused('InvalidPart'));
  await expect(complete('wrong', id, [{ PartNumber: 1, ETag: '../1' }])).rejects.toEqual(refused('InvalidPart'));
  await expect(complete('wrong', id, [parts[1], parts[0]])).rejects.toEqual(refused('InvalidPartOrder'));
  await expect(complete('wrong', id, [...parts])).rejects.toEqual(refused('EntityTooSmall'));
  await expect(complete('wrong', id, [])).rejects.toEqual(refused('MalformedXML'));
  await expect(upload('wrong', id, 10_001, small)).rejects.toEqual(refused('InvalidArgument'));
  expect(await s3.getObject({ bucket: 'lake', key: 'wrong' })).toBeUndefined();
});

test('an upload that must create its key leaves an object that came first', async () => {
  const id = await begin('taken');
  const part = await upload('taken', id, 1, small);
  await s3.putObject({ bucket: 'lake', key: 'taken', body: 'first' });
  await expect(complete('taken', id, [part], { IfNoneMatch: '*' })).rejects.toMatchObject({
    name: 'PreconditionFailed',
  });
  expect((await s3.getObject({ bucket: 'lake', key: 'taken' }))?.body.toString()).toBe('first');
});

test('an aborted upload takes no more parts', async () => {
  const id = await begin('aborted');
  await client.send(new AbortMultipartUploadCommand({ ...target('aborted'), UploadId: id }));
  await expect(upload('aborted', id, 1, small)).rejects.toMatchObject({ name: 'NoSuchUpload' });
});

test('an upload is known by its id and its key', async () => {
  const id = await begin('mine');
  await expect(upload('yours', id, 1, small)).rejects.toMatchObject({ name: 'NoSuchUpload' });
  await expect(upload('mine', `../uploads/${id}`, 1, small)).rejects.toMatchObject({ name: 'NoSuchUpload' });
});

test('a part cannot be copied from an object', async () => {
  const id = await begin('copied');
  const part = new UploadPartCopyCommand({
    ...target('copied'),
    UploadId: id,
    PartNumber: 1,
    CopySource: 'lake/whole',
  });
  await expect(client.send(part)).rejects.toMatchObject({ name: 'NotImplemented' });
});
