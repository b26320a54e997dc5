import * as Type from 'typebox';
import { ignoringUnknown } from './ignoring-unknown.ts';
import { EpochMilliseconds } from './names.ts';
import { reasonCodes } from './parsed.ts';
import { Sender } from './sender.ts';

/** `<YYYYMMDDHH of arrival>-<digest>` (`set-aside-id.ts`): names the delivery, so that a record set aside twice by a retry counts once. */
const SetAsideId = Type.String({ pattern: '^\\d{10}-[0-9a-f]{16}$' });

/** One line of a set-aside object: bytes that could not be taken, why, where and when. Enough to repair and replay. */
export const SetAsideRecord = ignoringUnknown(
  Type.Object({
    id: SetAsideId,
    reason: Type.Enum(reasonCodes),
    detail: Type.String(),
    pointer: Type.Optional(Type.String()),
    /** Function that set it aside. */
    by: Type.String(),
    setAsideAt: EpochMilliseconds,
    stream: Type.String(),
    shardId: Type.String(),
    sequenceNumber: Type.String(),
    /** Place in the aggregate; 0 for a plain record. */
    index: Type.Integer({ minimum: 0 }),
    partitionKey: Type.String(),
    arrivedAt: EpochMilliseconds,
    /** None where it was written to the stream directly. It comes back in no other name. */
    sender: Type.Optional(Sender),
    /** The bytes as they were in the stream, or as the sender wrote them; base64. */
    data: Type.String(),
  }),
);
export type SetAsideRecord = Type.Static<typeof SetAsideRecord>;

/** Of the bytes, in hex. */
const Sha256 = Type.String({ pattern: '^[0-9a-f]{64}$' });

/** What a run of `set-aside repair` keeps beside the originals, under `repairs/`. The latest repair of a record holds. */
export const SetAsideRepair = ignoringUnknown(
  Type.Object({
    run: Type.String(),
    operator: Type.String(),
    repairedAt: EpochMilliseconds,
    /** The JSON Patch (RFC 6902) as it was given; none where whole bytes were. */
    patch: Type.Optional(Type.String()),
    records: Type.Array(
      Type.Object({ id: SetAsideId, sha256: Sha256, data: Type.String() }, { additionalProperties: false }),
    ),
  }),
);
export type SetAsideRepair = Type.Static<typeof SetAsideRepair>;

/** What a run of `set-aside replay` leaves under `replays/`: which bytes of which records went back, and which the stream refused. */
export const SetAsideReplay = ignoringUnknown(
  Type.Object({
    run: Type.String(),
    operator: Type.String(),
    replayedAt: EpochMilliseconds,
    records: Type.Array(
      Type.Object(
        {
          id: SetAsideId,
          sha256: Sha256,
          outcome: Type.Union([Type.Literal('replayed'), Type.Literal('refused')]),
        },
        { additionalProperties: false },
      ),
    ),
  }),
);
export type SetAsideReplay = Type.Static<typeof SetAsideReplay>;
