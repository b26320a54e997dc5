import * as Type from 'typebox';
import { EpochMilliseconds } from './names.ts';

/** One line of the archive: a record of the raw stream as it was sent, and how it came. Enough to compute all else again. */
export const ArchivedRecord = Type.Object(
  {
    /** `<shard>:<sequence number>:<index in the aggregate>`: a line that the archive has twice is known by it. */
    delivery: Type.String({ minLength: 3 }),
    partitionKey: Type.String(),
    arrivedAt: EpochMilliseconds,
    /** The record's text, decompressed. */
    text: Type.Optional(Type.String()),
    /** In place of the text the bytes, base64, where they cannot be read. */
    data: Type.Optional(Type.String()),
  },
  { additionalProperties: false },
);
export type ArchivedRecord = Type.Static<typeof ArchivedRecord>;
