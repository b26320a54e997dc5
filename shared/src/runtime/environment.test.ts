import { readEnvironment } from './environment.ts';

const shape = { STREAM: 'text', LANES: 'integer', FORMAT: ['json', 'csv'] } as const;

test('declared variables are read in their kinds', () => {
  expect(readEnvironment(shape, { STREAM: 'a', LANES: '16', FORMAT: 'csv', OTHER: 'x' })).toEqual({
    STREAM: 'a',
    LANES: 16,
    FORMAT: 'csv',
  });
});

test('one error names every variable that is missing or wrong', () => {
  expect(() => readEnvironment(shape, { LANES: 'many', FORMAT: 'xml' })).toThrow(
    'Environment: STREAM is missing; LANES is not an integer; FORMAT is none of json, csv.',
  );
});
