import { AwsError } from '../../wire/aws-service.ts';
import { byUtf8, type KeyIndex } from './key-index.ts';

export type ListQuery = { prefix: string; delimiter: string; startAfter: string; token?: string; maxKeys: number };
export type ListPage<T> = { contents: T[]; commonPrefixes: string[]; nextToken?: string };

/**
 * One page of ListObjectsV2: keys, and prefixes rolled up to the delimiter, at most `maxKeys` of both together.
 * Throws `InvalidArgument` for a token that it did not give out.
 */
export const listPage = <T extends { key: string }>(index: KeyIndex<T>, query: ListQuery): ListPage<T> => {
  const { prefix, delimiter, maxKeys } = query;
  const page: ListPage<T> = { contents: [], commonPrefixes: [] };
  let last = query.token === undefined ? { name: query.startAfter, rolledUp: false } : entryOf(query.token);
  const start = byUtf8(last.name, prefix) > 0 ? last.name : prefix;
  for (const object of maxKeys > 0 ? index.from(start) : []) {
    if (!object.key.startsWith(prefix)) break;
    if (object.key === last.name || (last.rolledUp && object.key.startsWith(last.name))) continue;
    if (page.contents.length + page.commonPrefixes.length === maxKeys) return { ...page, nextToken: tokenOf(last) };
    const end = delimiter ? object.key.indexOf(delimiter, prefix.length) : -1;
    if (end < 0) {
      last = { name: object.key, rolledUp: false };
      page.contents.push(object);
    } else {
      last = { name: object.key.slice(0, end + delimiter.length), rolledUp: true };
      page.commonPrefixes.push(last.name);
    }
  }
  return page;
};

/** What a page ended with. A common prefix and a key of the same name continue at different places. */
type Entry = { name: string; rolledUp: boolean };

const tokenOf = ({ name, rolledUp }: Entry): string =>
  Buffer.from((rolledUp ? 'prefix ' : 'key ') + name).toString('base64url');

const entryOf = (token: string): Entry => {
  const [, kind, name] = /^(prefix|key) (.+)$/s.exec(Buffer.from(token, 'base64url').toString()) ?? [];
  if (name === undefined) throw new AwsError('InvalidArgument', 'The continuation token provided is incorrect');
  return { name, rolledUp: kind === 'prefix' };
};
