/** A window that has taken records: what the function last returned for it. `start` is in epoch milliseconds. */
export type OpenWindow = { start: number; state: unknown };

/** What an event says beside its records when the mapping has tumbling windows. */
export type WindowFields = {
  window: { start: string; end: string };
  state: unknown;
  shardId: string;
  eventSourceARN: string;
  isFinalInvokeForWindow: boolean;
  isWindowTerminatedEarly: boolean;
};

/** Lambda ends a window early when its state is larger. */
const stateByteLimit = 1024 * 1024;

export const stateIsTooLarge = (state: unknown): boolean => Buffer.byteLength(JSON.stringify(state)) > stateByteLimit;

/** Room that an event keeps for the state and the other window fields. */
export const windowByteReserve = stateByteLimit + 1024;

/** Windows follow the arrival of records, in whole lengths since the epoch. Without windows all records share one. */
export const windowStart = (arrivedAt: number, length: number): number =>
  length === 0 ? 0 : arrivedAt - (arrivedAt % length);

export type FinalFlags = Pick<WindowFields, 'isFinalInvokeForWindow' | 'isWindowTerminatedEarly'>;

export const windowFields = (
  { start, state }: OpenWindow,
  { length, shardId, streamArn, ...flags }: { length: number; shardId: string; streamArn: string } & FinalFlags,
): WindowFields => ({
  window: { start: toSecond(start), end: toSecond(start + length) },
  state,
  shardId,
  eventSourceARN: streamArn,
  ...flags,
});

const toSecond = (time: number): string => `${new Date(time).toISOString().slice(0, 19)}Z`;
