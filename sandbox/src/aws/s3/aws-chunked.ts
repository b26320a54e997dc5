import { AwsError } from '../../wire/aws-service.ts';

/**
 * Undoes the `aws-chunked` content encoding: `<hex size>[;chunk-signature=…]\r\n<data>\r\n`, repeated, a chunk of size
 * 0, then trailers as `name:value\r\n`. Source: "Authenticating requests: signature calculations using multiple
 * chunks" of the S3 API reference. Chunk signatures are not checked. Throws `IncompleteBody`.
 */
export const decodeAwsChunked = (body: Buffer): { payload: Buffer; trailers: Record<string, string> } => {
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const lineEnd = body.indexOf('\r\n', at);
    const size = /^([0-9a-f]{1,8})(;|$)/i.exec(body.toString('latin1', at, Math.max(at, lineEnd)))?.[1];
    if (size === undefined) throw incomplete();
    at = lineEnd + 2;
    const end = at + Number.parseInt(size, 16);
    if (end === at) break;
    if (body.toString('latin1', end, end + 2) !== '\r\n') throw incomplete();
    chunks.push(body.subarray(at, end));
    at = end + 2;
  }
  return { payload: Buffer.concat(chunks), trailers: trailersOf(body.toString('latin1', at)) };
};

const incomplete = (): AwsError => new AwsError('IncompleteBody', 'The body is not a whole aws-chunked stream.');

const trailersOf = (lines: string): Record<string, string> =>
  Object.fromEntries(
    lines.split(/[\r\n]+/).flatMap((line) => {
      const colon = line.indexOf(':');
      return colon < 0 ? [] : [[line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()]];
    }),
  );
