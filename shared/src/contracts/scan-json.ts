import { randomInt } from 'node:crypto';
import { type Reason, setAside } from './parsed.ts';

/** A reading nests twice and has at most 171 keys. */
const maxDepth = 8;
const maxKeys = 256;

/** Names by which a value, once copied key by key, would reach the prototype of every object. */
const forbidden = ['__proto__', 'constructor', 'prototype'];

const [quote, backslash, colon] = [0x22, 0x5c, 0x3a];
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d];

/** Of the hash of a name: odd, and nobody's to know, or a sender could make names that meet in one hash by the hundred. */
const multiplier = randomInt(2 ** 31) * 2 + 1;

/** Of each container that is open: the first of its keys, and the key that it is the value of; -1 in an array. */
const firstKey = new Int32Array(maxDepth + 1);
const parentKey = new Int32Array(maxDepth + 1);
/** Of each key of the containers that are open: where its name stands, quotes included, and a hash of the name. */
const starts = new Int32Array(maxKeys);
const ends = new Int32Array(maxKeys);
const hashes = new Int32Array(maxKeys);

/**
 * What is wrong with JSON text and cannot be seen in its parsed value: repeated keys (JSON.parse keeps the last), keys that no
 * reading may have, too many keys, or too deep a nest. For text that JSON.parse takes. One pass without allocation, since
 * every reading goes through it.
 */
export const scanJson = (json: string): { setAside: Reason } | undefined => {
  let depth = 0;
  let keys = 0;
  let seen = 0;
  for (let at = 0; at < json.length; at++) {
    const code = json.charCodeAt(at);
    if (code === quote) {
      const start = at;
      let hash = 0;
      let escaped = false;
      for (at++; json.charCodeAt(at) !== quote; at++) {
        const letter = json.charCodeAt(at);
        hash = (Math.imul(hash, multiplier) + letter) | 0;
        if (letter === backslash) {
          escaped = true;
          at++;
        }
      }
      const end = at + 1;
      const next = skipSpace(json, end);
      if (json.charCodeAt(next) !== colon) continue;
      if (seen++ === maxKeys) return setAside('too-many-keys', `has over ${maxKeys} keys`, '');
      starts[keys] = start;
      ends[keys] = end;
      hashes[keys] = escaped ? hashOf(nameOf(json, keys)) : hash;
      if (isForbidden(json, keys))
        return setAside('key-forbidden', 'is a key that no reading may have', pointerTo(json, depth, keys));
      if (isRepeated(json, firstKey[depth] as number, keys))
        return setAside('key-repeated', 'stands twice in its object', pointerTo(json, depth, keys));
      keys++;
      at = skipText(json, next);
    } else if (code === openBrace || code === openBracket) {
      const parent = keys > (firstKey[depth] as number) ? keys - 1 : -1;
      if (depth === maxDepth)
        return setAside('too-deep', `nests over ${maxDepth} deep`, pointerTo(json, depth, parent));
      firstKey[++depth] = keys;
      parentKey[depth] = parent;
    } else if (code === closeBrace || code === closeBracket) keys = firstKey[depth--] as number;
  }
  return undefined;
};

const skipSpace = (json: string, from: number): number => {
  let at = from;
  for (; ; at++) {
    const code = json.charCodeAt(at);
    if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return at;
  }
};

/** The closing quote of a text behind a colon; the colon where there is another value. */
const skipText = (json: string, colonAt: number): number => {
  const start = skipSpace(json, colonAt + 1);
  if (json.charCodeAt(start) !== quote) return colonAt;
  let end = json.indexOf('"', start + 1);
  while (isEscaped(json, end)) end = json.indexOf('"', end + 1);
  return end;
};

const isEscaped = (json: string, at: number): boolean => {
  let before = at - 1;
  while (json.charCodeAt(before) === backslash) before--;
  return (at - before) % 2 === 0;
};

const isForbidden = (json: string, key: number): boolean =>
  forbiddenHashes.includes(hashes[key] as number) && forbidden.includes(nameOf(json, key));

const isRepeated = (json: string, first: number, key: number): boolean => {
  const hash = hashes[key];
  for (let other = first; other < key; other++)
    if (hashes[other] === hash && nameOf(json, other) === nameOf(json, key)) return true;
  return false;
};

const nameOf = (json: string, key: number): string => JSON.parse(json.slice(starts[key], ends[key]));

const hashOf = (name: string): number => {
  let hash = 0;
  for (let at = 0; at < name.length; at++) hash = (Math.imul(hash, multiplier) + name.charCodeAt(at)) | 0;
  return hash;
};
const forbiddenHashes = forbidden.map(hashOf);

/** JSON Pointer of a key in the innermost container; of an array, where one is on the way. */
const pointerTo = (json: string, depth: number, key: number): string => {
  const path = [...parentKey.subarray(2, depth + 1), key];
  const array = path.indexOf(-1);
  return (array < 0 ? path : path.slice(0, array))
    .map((each) => `/${nameOf(json, each).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
};
