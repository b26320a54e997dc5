import fc from 'fast-check';
import { noProfile } from './daily-profile.ts';
import { noRecord } from './fading-record.ts';
import type { State } from './state.ts';
import { earliest, isState, latest, readState, stateBytes, writeState } from './state-bytes.ts';

const aState = (parts: Partial<State> = {}): State => ({
  time: 0,
  count: 1,
  origin: 0,
  centre: 0,
  mean: 0,
  rest: 0,
  valueRecord: noRecord,
  meanRecord: noRecord,
  dailyRecord: noRecord,
  cells: 0,
  profile: noProfile,
  compared: 0,
  ...parts,
});

test('a state takes 64 bytes at most', () => {
  expect(stateBytes).toBe(64);
  expect(writeState(aState({ dailyRecord: { high: 1, low: -1, tail: 65_535 } }))).toHaveLength(64);
});

test('the state of a signal that has begun takes twelve', () => {
  expect(writeState(aState({ time: 1.8e12, origin: 36.6 }))).toHaveLength(12);
});

test('all parts are read as they were written, where they fit', () => {
  const state = aState({
    time: 1_800_000_000_123,
    count: 51_234,
    origin: 0.5,
    centre: Math.fround(-3.2500002),
    mean: 1.5,
    rest: 54_321,
    valueRecord: { high: 3, low: -2, tail: 43_210 },
    meanRecord: { high: 1.5, low: -0.5, tail: 1 },
    dailyRecord: { high: 0, low: -7, tail: 65_535 },
    cells: 0xabcdef,
    profile: { running: 4, middle: -1.25, exponent: -7, slots: Uint8Array.of(1, 255, 0, 128, ...Array(12).fill(7)) },
    compared: 63,
  });
  expect(readState(writeState(state))).toEqual(state);
});

test('any bytes are read as a state that is written as it was read', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: stateBytes, maxLength: stateBytes }), (bytes) => {
      const state = readState(writeState(sane(readState(bytes))));
      expect(readState(writeState(state))).toEqual(state);
      expect(isState(writeState(state))).toBe(true);
    }),
  );
});

/** Bytes at random may be infinities or no numbers, which no state has. */
const sane = ({ profile, ...state }: State): State => {
  const finite = (value: unknown) =>
    JSON.parse(JSON.stringify(value, (_, each) => (typeof each === 'number' && !Number.isFinite(each) ? 1 : each)));
  return { ...finite(state), profile: { ...finite({ ...profile, slots: [] }), slots: profile.slots } };
};

test.each([earliest, -1, 0, latest])('the time %p is kept to the millisecond', (time) => {
  expect(readState(writeState(aState({ time }))).time).toBe(time);
});

test('a state that was read does not change when another one is', () => {
  const first = readState(writeState(aState({ profile: { ...noProfile, slots: new Uint8Array(16).fill(9) } })));
  readState(writeState(aState()));
  expect(first.profile.slots[0]).toBe(9);
});
