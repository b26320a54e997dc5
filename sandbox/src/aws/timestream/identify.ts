import { hash } from 'node:crypto';
import type { Point } from './read-points.ts';

/** A record and what it is known by: its dimensions, time and measure name, as text and as 16 bytes of hash. */
export type Identified = { point: Point; identity: string; digest: Buffer };

export const identify = (point: Point): Identified => {
  let identity = `${point.time}\0${point.measureName}`;
  for (const { name, value } of point.dimensions) identity += `\0${name}\0${value}`;
  return { point, identity, digest: hash('md5', identity, 'buffer') };
};

/** The key under which the row is stored: 64 bits, which together with the row's time is unique enough. */
export const keyOf = (digest: Buffer): bigint => digest.readBigInt64LE(0);
