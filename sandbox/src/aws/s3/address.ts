import { AwsError, type AwsRequest } from '../../wire/aws-service.ts';

/** Both '': the service itself. A bucket with the key '': that bucket. Else an object. */
export type Address = { bucket: string; key: string };

/** Reads path-style (`/bucket/key`) and virtual-host-style (`bucket.s3.…`, `bucket.localhost`) addresses. */
export const addressOf = ({ path, headers }: Pick<AwsRequest, 'path' | 'headers'>): Address => {
  const host = (headers.host ?? '').replace(/:\d+$/, '');
  const hosted = virtualHost.exec(host)?.groups?.bucket;
  const rest = path.replace(/^\//, '');
  if (hosted) return { bucket: hosted, key: decoded(rest) };
  const [bucket = '', ...key] = rest.split('/');
  return { bucket: decoded(bucket), key: decoded(key.join('/')) };
};

// `s3.localhost` and `s3.eu-central-1.amazonaws.com` name the service, not a bucket called s3.
const virtualHost = /^(?!s3\.)(?<bucket>.{3,63}?)\.(?:s3(?:[.-].*)?|localhost|127\.0\.0\.1)$/;

const decoded = (encoded: string): string => {
  try {
    return decodeURIComponent(encoded);
  } catch {
    throw new AwsError('InvalidURI', "Couldn't parse the specified URI.");
  }
};
