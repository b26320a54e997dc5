import { slotCount } from './daily-profile.ts';
import type { FadingRecord } from './fading-record.ts';
import { downToTwoBytes, fromThreeBytes, fromTwoBytes, toThreeBytes, toTwoBytes, upToTwoBytes } from './float-bits.ts';
import type { State } from './state.ts';

/**
 * The state as it is stored; what does not fit is rounded, and whoever computes on computes with what was stored. Zeros at
 * the end are left out.
 *
 * | from | bytes | what |
 * | ---- | ----- | ---- |
 * | 0    | 1     | version of this layout |
 * | 1    | 6     | time, ms from 2 ** 47 ms before the epoch |
 * | 7    | 2     | count |
 * | 9    | 4     | origin, a float |
 * | 13   | 4     | centre, a float |
 * | 17   | 3     | mean, the first bytes of a float |
 * | 20   | 2     | bar, 4096 steps an octave |
 * | 22   | 6     | record of values: high, low, 2 bytes of a float each; 6 bits of count and 10 of excess, 64 steps an octave |
 * | 28   | 6     | record of the mean |
 * | 34   | 6     | record of the distance from what is usual at the time of day |
 * | 40   | 7     | profile of the day: running, middle, exponent, compared |
 * | 47   | 16    | slots of the day |
 */
export const stateBytes = 47 + slotCount;
const version = 1;
const at = {
  time: 1,
  count: 7,
  origin: 9,
  centre: 13,
  mean: 17,
  bar: 20,
  records: [22, 28, 34],
  profile: 40,
  slots: 47,
};

export const writeState = (state: State): Uint8Array => {
  const bytes = new Uint8Array(stateBytes);
  const view = new DataView(bytes.buffer);
  bytes[0] = version;
  const time = state.time + timeBias;
  view.setUint16(at.time, Math.floor(time / 2 ** 32));
  view.setUint32(at.time + 2, time % 2 ** 32);
  view.setUint16(at.count, state.count);
  view.setFloat32(at.origin, state.origin);
  view.setFloat32(at.centre, state.centre + 0);
  setThreeBytes(view, at.mean, toThreeBytes(state.mean));
  view.setUint16(at.bar, toOctaves(state.bar, 4096));
  const records = [state.valueRecord, state.meanRecord, state.dailyRecord];
  for (const [index, record] of records.entries()) writeRecord(view, at.records[index] as number, record);
  const { profile } = state;
  setThreeBytes(view, at.profile, toThreeBytes(profile.running));
  view.setUint16(at.profile + 3, toTwoBytes(profile.middle));
  view.setInt8(at.profile + 5, profile.exponent);
  view.setUint8(at.profile + 6, profile.compared);
  bytes.set(profile.slots, at.slots);
  return bytes.subarray(0, bytes.findLastIndex((each) => each !== 0) + 1);
};

export const readState = (stored: Uint8Array): State => {
  const bytes = new Uint8Array(stateBytes);
  bytes.set(stored);
  const view = new DataView(bytes.buffer);
  const [valueRecord, meanRecord, dailyRecord] = at.records.map((offset) => readRecord(view, offset)) as [
    FadingRecord,
    FadingRecord,
    FadingRecord,
  ];
  return {
    time: view.getUint16(at.time) * 2 ** 32 + view.getUint32(at.time + 2) - timeBias,
    count: view.getUint16(at.count),
    origin: view.getFloat32(at.origin),
    centre: view.getFloat32(at.centre),
    mean: fromThreeBytes(getThreeBytes(view, at.mean)),
    bar: fromOctaves(view.getUint16(at.bar), 4096),
    valueRecord,
    meanRecord,
    dailyRecord,
    profile: {
      running: fromThreeBytes(getThreeBytes(view, at.profile)),
      middle: fromTwoBytes(view.getUint16(at.profile + 3)),
      exponent: view.getInt8(at.profile + 5),
      compared: view.getUint8(at.profile + 6),
      slots: Array.from(bytes.subarray(at.slots)),
    },
  };
};

/** Whether these may be the bytes of a state of this version. */
export const isState = (bytes: Uint8Array): boolean => bytes.length <= stateBytes && bytes[0] === version;

const timeBias = 2 ** 47;
export const [earliest, latest] = [-timeBias, timeBias - 1];

const writeRecord = (view: DataView, offset: number, { high, low, count, excess }: FadingRecord): void => {
  view.setUint16(offset, upToTwoBytes(high));
  view.setUint16(offset + 2, downToTwoBytes(low));
  view.setUint16(offset + 4, (Math.floor(count) << 10) | toOctaves(excess, 64));
};

const readRecord = (view: DataView, offset: number): FadingRecord => {
  const tail = view.getUint16(offset + 4);
  return {
    high: fromTwoBytes(view.getUint16(offset)),
    low: fromTwoBytes(view.getUint16(offset + 2)),
    count: tail >> 10,
    excess: fromOctaves(tail & 1023, 64),
  };
};

/** Sixteen octaves, the highest ends at `2 ** (octavesAbove)`; 0 is 0, and so is what is below all of them. */
const toOctaves = (value: number, steps: number): number =>
  value > 0 ? Math.max(0, Math.min(16 * steps - 1, Math.round((Math.log2(value) + octavesBelow) * steps))) : 0;
const fromOctaves = (code: number, steps: number): number => (code === 0 ? 0 : 2 ** (code / steps - octavesBelow));
const octavesBelow = 8;

const setThreeBytes = (view: DataView, offset: number, bytes: number): void => {
  view.setUint16(offset, bytes >>> 8);
  view.setUint8(offset + 2, bytes & 255);
};
const getThreeBytes = (view: DataView, offset: number): number =>
  (view.getUint16(offset) << 8) | view.getUint8(offset + 2);
