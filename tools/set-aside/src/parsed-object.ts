import type { SetAside } from './set-aside.ts';

/** A part of an object that is not what its place in the bucket promises. Never skipped in silence. */
export type Unreadable = { key: string; detail: string };

export type ParsedObject = { records: SetAside[]; unreadable: Unreadable[] };
