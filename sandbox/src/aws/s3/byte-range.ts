import { AwsError } from '../../wire/aws-service.ts';

/** Offsets in bytes; `end` is exclusive. */
export type ByteRange = { start: number; end: number };

/**
 * The one range that a `Range` header asks of `size` bytes. Undefined, and so the whole object, where the header is
 * not a single byte range: S3 serves no multipart ranges. Throws `InvalidRange`.
 */
export const byteRange = (header: string | undefined, size: number): ByteRange | undefined => {
  const [, first, last] = /^bytes=(\d*)-(\d*)$/.exec(header ?? '') ?? [];
  if (first === undefined || last === undefined || first + last === '') return undefined;
  if (first !== '' && last !== '' && Number(last) < Number(first)) return undefined;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size : Math.min(size, Number(last) + 1);
  if (start >= end) throw new AwsError('InvalidRange', 'The requested range is not satisfiable', 416);
  return { start, end };
};
