import { hash } from 'node:crypto';
import { maxNameLength } from './reading-limits.ts';

/**
 * A name that a measure or an attribute may have, at most `room` characters, for what none can be called as it is: words for people,
 * and the first eight hexadecimal digits of the MD5 of `text`, which says in full what is named. Two of these share no name, whatever
 * of the words had to be replaced or cut.
 */
export const digestName = (words: readonly string[], text: string, room = maxNameLength): string => {
  const digest = hash('md5', text, 'hex').slice(0, 8);
  const allowed = words
    .join('.')
    .replaceAll(/[^A-Za-z0-9_.-]/g, '_')
    .replace(/^(?![A-Za-z])/, 'x');
  return `${allowed.slice(0, room - digest.length - 1)}-${digest}`;
};
