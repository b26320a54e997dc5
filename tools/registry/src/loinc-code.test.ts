import { isLoincCode } from './loinc-code.ts';

test.each(['8867-4', '9279-1', '59408-5', '8310-5', '8480-6', '8462-4', '2708-6', '85354-9'])(
  '%s is a code',
  (code) => {
    expect(isLoincCode(code)).toBe(true);
  },
);

test.each(['8867-5', '8876-4', '8867', '-4', 'LP8867-4', '8867-44', '88674', ''])('%j is none', (code) => {
  expect(isLoincCode(code)).toBe(false);
});
