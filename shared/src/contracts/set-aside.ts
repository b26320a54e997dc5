import * as Type from 'typebox';
import { EpochMilliseconds } from './names.ts';
import { reasonCodes } from './parsed.ts';

/** One line of a set-aside object: bytes that could not be taken, why, where and when. Enough to repair and replay. */
export const SetAsideRecord = Type.Object(
  {
    /** Names the delivery, so that a record set aside twice by a retry is counted once. */
    id: Type.String({ minLength: 3 }),
    reason: Type.Enum(reasonCodes),
    detail: Type.String(),
    pointer: Type.Optional(Type.String()),
    /** Function that set it aside. */
    by: Type.String(),
    setAsideAt: EpochMilliseconds,
    stream: Type.String(),
    shardId: Type.String(),
    sequenceNumber: Type.String(),
    partitionKey: Type.String(),
    arrivedAt: EpochMilliseconds,
    /** The bytes as they were in the stream, base64. */
    data: Type.String(),
  },
  { additionalProperties: false },
);
export type SetAsideRecord = Type.Static<typeof SetAsideRecord>;
