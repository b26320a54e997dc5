import { hash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { AwsError, type AwsRequest } from '../../wire/aws-service.ts';
import { decodeAwsChunked } from './aws-chunked.ts';

/**
 * The bytes that a client meant to send, out of their transfer encoding and held against every digest sent with them.
 * Throws `BadDigest`, `XAmzContentSHA256Mismatch` or `IncompleteBody`. CRC32C and CRC64NVME are not checked: Node has
 * neither, and the SDKs send them only when asked to.
 */
export const payloadOf = ({ headers, body }: Pick<AwsRequest, 'headers' | 'body'>): Buffer => {
  const contentHash = headers['x-amz-content-sha256'] ?? '';
  const chunked = contentHash.startsWith('STREAMING-') || /\baws-chunked\b/.test(headers['content-encoding'] ?? '');
  const { payload, trailers } = chunked ? decodeAwsChunked(body) : { payload: body, trailers: {} };
  const length = headers['x-amz-decoded-content-length'];
  if (chunked && length !== undefined && Number(length) !== payload.length)
    throw new AwsError('IncompleteBody', `${length} bytes were announced, ${payload.length} were sent.`);
  if (/^[0-9a-f]{64}$/.test(contentHash) && hash('sha256', payload) !== contentHash)
    throw new AwsError('XAmzContentSHA256Mismatch', "The provided 'x-amz-content-sha256' does not match the body.");
  const sent: Record<string, string> = { ...headers, ...trailers };
  for (const [name, digest] of Object.entries(digests))
    if (sent[name] !== undefined && sent[name] !== digest(payload))
      throw new AwsError('BadDigest', `The ${name} you specified did not match the calculated checksum.`);
  return payload;
};

const digests: Record<string, (payload: Buffer) => string> = {
  'content-md5': (payload) => hash('md5', payload, 'base64'),
  'x-amz-checksum-sha1': (payload) => hash('sha1', payload, 'base64'),
  'x-amz-checksum-sha256': (payload) => hash('sha256', payload, 'base64'),
  'x-amz-checksum-crc32': (payload) => {
    const bytes = Buffer.alloc(4);
    bytes.writeUInt32BE(crc32(payload));
    return bytes.toString('base64');
  },
};
