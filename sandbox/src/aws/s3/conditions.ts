import { AwsError } from '../../wire/aws-service.ts';

type Headers = Record<string, string>;
type Version = { etag: string; lastModified: number };

/** Whether a read's preconditions (RFC 9110, section 13.2.2) answer it without the object, and with which status. */
export const readRefusal = (headers: Headers, { etag, lastModified }: Version): 304 | 412 | undefined => {
  const modifiedAfter = (date: string): boolean => lastModified > Date.parse(date);
  const unmodifiedSince = headers['if-unmodified-since'];
  if (headers['if-match'] !== undefined) {
    if (!names(headers['if-match'], etag)) return 412;
  } else if (unmodifiedSince !== undefined && modifiedAfter(unmodifiedSince)) return 412;
  if (headers['if-none-match'] !== undefined) return names(headers['if-none-match'], etag) ? 304 : undefined;
  const modifiedSince = headers['if-modified-since'];
  const isDate = modifiedSince !== undefined && !Number.isNaN(Date.parse(modifiedSince));
  return isDate && !modifiedAfter(modifiedSince) ? 304 : undefined;
};

/**
 * Throws where a conditional write or delete must not go ahead. `current` is what the key holds now.
 * Source: "How to prevent object overwrites with conditional writes" of the S3 user guide.
 */
export const checkWrite = (headers: Headers, current: Version | undefined): void => {
  const { 'if-match': match, 'if-none-match': noneMatch } = headers;
  if (noneMatch !== undefined && noneMatch.trim() !== '*')
    throw new AwsError('NotImplemented', 'If-None-Match of a write takes * only.', 501);
  if (match !== undefined && !current) throw new AwsError('NoSuchKey', 'The specified key does not exist.', 404);
  if ((noneMatch !== undefined && current) || (match !== undefined && current && !names(match, current.etag)))
    throw preconditionFailed();
};

export const preconditionFailed = (): AwsError =>
  new AwsError('PreconditionFailed', 'At least one of the pre-conditions you specified did not hold', 412);

/** S3 takes entity tags with and without their quotes. */
const names = (header: string, etag: string): boolean =>
  header.split(',').some((each) => ['*', etag].includes(each.trim().replace(/^(W\/)?"(.*)"$/, '$2')));
