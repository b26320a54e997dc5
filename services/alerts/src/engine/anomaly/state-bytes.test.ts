import fc from 'fast-check';
import { noProfile } from './daily-profile.ts';
import { noRecord } from './fading-record.ts';
import type { State } from './state.ts';
import { latest, readState, stateBytes, writeState } from './state-bytes.ts';

const aState = (parts: Partial<State> = {}): State => ({
  time: 0,
  count: 1,
  origin: 0,
  centre: 0,
  mean: 0,
  bar: 0,
  valueRecord: noRecord,
  meanRecord: noRecord,
  dailyRecord: noRecord,
  profile: noProfile,
  ...parts,
});

test('a state takes 64 bytes at most', () => {
  expect(stateBytes).toBeLessThanOrEqual(64);
});

test('the state of a signal that has begun takes few bytes', () => {
  expect(writeState(aState({ time: 1.8e12, origin: 21.5 })).length).toBeLessThanOrEqual(13);
});

test('all parts are read as they were written, where they can be', () => {
  const state = aState({
    time: 1_800_000_000_123,
    count: 51_234,
    origin: 0.5,
    centre: -3.25,
    mean: 1.5,
    bar: 2,
    valueRecord: { high: 3, low: -2, count: 59, excess: 4 },
    meanRecord: { high: 1.5, low: -0.5, count: 1, excess: 0.125 },
    dailyRecord: { high: 0, low: 0, count: 0, excess: 0 },
    profile: {
      running: 4,
      middle: -1.25,
      exponent: -7,
      compared: 255,
      slots: [1, 255, 0, 128, ...Array(12).fill(7)],
    },
  });
  expect(readState(writeState(state))).toEqual(state);
});

test('any bytes are read as a state that is written as it was read', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: stateBytes, maxLength: stateBytes }), (bytes) => {
      const state = readState(writeState(sane(readState(bytes))));
      expect(readState(writeState(state))).toEqual(state);
    }),
  );
});

/** Bytes at random may be infinities or no numbers, which no state has. */
const sane = (state: State): State =>
  JSON.parse(JSON.stringify(state, (_, each) => (typeof each === 'number' && !Number.isFinite(each) ? 1 : each)));

test.each([-(2 ** 47), -1, 0, latest])('the time %p is kept to the millisecond', (time) => {
  expect(readState(writeState(aState({ time }))).time).toBe(time);
});
