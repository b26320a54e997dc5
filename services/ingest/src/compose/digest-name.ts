import { maxNameLength } from './reading-limits.ts';

/**
 * A name that a measure or an attribute may have, at most `room` characters, for what cannot be called as it is: words for people, and the
 * first eight digits of a hexadecimal digest of what is named. Two of these share no name, whatever of the words had to be replaced or
 * cut.
 */
export const digestName = (words: readonly string[], digest: string, room = maxNameLength): string => {
  const allowed = words
    .map((word) => word.slice(0, room))
    .join('.')
    .replaceAll(/[^A-Za-z0-9_.-]/g, '_')
    .replace(/^(?![A-Za-z])/, 'x');
  return `${allowed.slice(0, room - 9)}-${digest.slice(0, 8)}`;
};
