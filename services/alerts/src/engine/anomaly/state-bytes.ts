import { slotCount } from './daily-profile.ts';
import type { FadingRecord } from './fading-record.ts';
import { downToTwoBytes, fromThreeBytes, fromTwoBytes, toThreeBytes, toTwoBytes, upToTwoBytes } from './float-bits.ts';
import type { State } from './state.ts';

/**
 * The state as it is stored; what does not fit is rounded, and whoever computes on computes with what was stored. Zeros at
 * the end are left out.
 *
 * | from | bytes | what                                                                |
 * | ---- | ----- | ------------------------------------------------------------------- |
 * | 0    | 1     | 2 bits of version, 6 of compared                                    |
 * | 1    | 6     | time, ms from 2 ** 47 ms before the epoch                           |
 * | 7    | 2     | count                                                               |
 * | 9    | 3     | origin, the first bytes of a float                                  |
 * | 12   | 4     | centre, a float                                                     |
 * | 16   | 3     | mean, the first bytes of a float                                    |
 * | 19   | 2     | rest                                                                |
 * | 21   | 6     | record of values: high and low, the first bytes of floats, and tail |
 * | 27   | 6     | record of the mean                                                  |
 * | 33   | 3     | cells of the values                                                 |
 * | 36   | 3     | running mean of the slot of the day                                 |
 * | 39   | 2     | middle of the profile, the first bytes of a float                   |
 * | 41   | 1     | exponent of the profile                                             |
 * | 42   | 16    | slots of the day                                                    |
 * | 58   | 6     | record of the distance from what is usual at the time of day        |
 */
export const stateBytes = 64;

/** Where states are put together and taken apart; nothing stays in it. A buffer for each would cost more than all else. */
const bytes = new Uint8Array(stateBytes);
const view = new DataView(bytes.buffer);

export const writeState = (state: State): Uint8Array => {
  const { profile } = state;
  const time = state.time + timeBias;
  view.setUint8(0, (version << 6) | state.compared);
  view.setUint16(1, time / 2 ** 32);
  view.setUint32(3, time % 2 ** 32);
  view.setUint16(7, state.count);
  setThreeBytes(9, toThreeBytes(state.origin));
  view.setFloat32(12, state.centre + 0);
  setThreeBytes(16, toThreeBytes(state.mean));
  view.setUint16(19, state.rest);
  writeRecord(21, state.valueRecord);
  writeRecord(27, state.meanRecord);
  setThreeBytes(33, state.cells);
  setThreeBytes(36, toThreeBytes(profile.running));
  view.setUint16(39, toTwoBytes(profile.middle));
  view.setInt8(41, profile.exponent);
  bytes.set(profile.slots, 42);
  writeRecord(58, state.dailyRecord);
  let length = stateBytes;
  while (bytes[length - 1] === 0) length--;
  return bytes.slice(0, length);
};

export const readState = (stored: Uint8Array): State => {
  bytes.fill(0, stored.length);
  bytes.set(stored);
  return {
    compared: view.getUint8(0) & 63,
    time: view.getUint16(1) * 2 ** 32 + view.getUint32(3) - timeBias,
    count: view.getUint16(7),
    origin: fromThreeBytes(getThreeBytes(9)),
    centre: view.getFloat32(12),
    mean: fromThreeBytes(getThreeBytes(16)),
    rest: view.getUint16(19),
    valueRecord: readRecord(21),
    meanRecord: readRecord(27),
    cells: getThreeBytes(33),
    profile: {
      running: fromThreeBytes(getThreeBytes(36)),
      middle: fromTwoBytes(view.getUint16(39)),
      exponent: view.getInt8(41),
      slots: bytes.slice(42, 42 + slotCount),
    },
    dailyRecord: readRecord(58),
  };
};

/** Whether these may be the bytes of a state of this version. */
export const isState = (stored: Uint8Array): boolean =>
  stored.length <= stateBytes && (stored[0] ?? 0) >> 6 === version && stored.at(-1) !== 0;

const version = 1;
const timeBias = 2 ** 47;
export const [earliest, latest] = [-timeBias, timeBias - 1];

const writeRecord = (offset: number, { high, low, tail }: FadingRecord): void => {
  view.setUint16(offset, upToTwoBytes(high));
  view.setUint16(offset + 2, downToTwoBytes(low));
  view.setUint16(offset + 4, tail);
};

const readRecord = (offset: number): FadingRecord => ({
  high: fromTwoBytes(view.getUint16(offset)),
  low: fromTwoBytes(view.getUint16(offset + 2)),
  tail: view.getUint16(offset + 4),
});

const setThreeBytes = (offset: number, value: number): void => {
  view.setUint16(offset, value >>> 8);
  view.setUint8(offset + 2, value & 255);
};
const getThreeBytes = (offset: number): number => (view.getUint16(offset) << 8) | view.getUint8(offset + 2);
