import { decodeModel, encodeModel } from './encode-model.ts';
import { noModel, observe } from './observe.ts';

test('a model is decoded as it was encoded', () => {
  let model = noModel;
  for (let minute = 0; minute < 3000; minute++) {
    model = observe(model, minute * 60_000, Math.sin(minute / 9) + (minute % 7)).model;
    if (minute % 100 === 0) expect(decodeModel(encodeModel(model))).toEqual(model);
  }
});

test('the text has 86 characters at most, and 16 after one reading', () => {
  let model = observe(noModel, 1.8e12, 36.6).model;
  expect(encodeModel(model).length).toBe(16);
  for (let minute = 1; minute < 5000; minute++)
    model = observe(model, 1.8e12 + minute * 60_000, (minute * 7919) % 101).model;
  expect(encodeModel(model).length).toBeLessThanOrEqual(86);
});

test('no observation is an empty text', () => {
  expect(encodeModel(noModel)).toBe('');
  expect(decodeModel('')).toEqual(noModel);
});

test.each([
  ['text that is no base64url', 'AQ!!'],
  ['another version', 'gA'],
  ['a zero at the end, which no model has', 'QAA'],
  ['too many bytes', encodeModel(new Uint8Array(65).fill(64))],
])('%s is no model', (_, text) => {
  expect(decodeModel(text)).toBeUndefined();
});

test('the first two bits of a model are 01, the version of its layout', () => {
  expect((observe(noModel, 0, 1).model[0] ?? 0) >> 6).toBe(1);
});
