import * as Type from 'typebox';
import { instant } from './instant.ts';
import type { Kind } from './parameter.ts';
import { readParameters } from './read-parameters.ts';

const now = Date.UTC(2026, 10, 23, 12);

const word: Kind<string> = {
  parse: (text) => (/^[a-z0-9]+$/.test(text) ? text : undefined),
  expects: 'a word',
  schema: Type.String(),
};

const parameters = {
  measure: { kind: word, description: '' },
  from: { kind: instant, description: '', fallback: (at: number) => at - 1000 },
};
const problemOf = (given: Record<string, string>) => {
  try {
    readParameters(parameters, given, now, 1000);
  } catch (error) {
    return error;
  }
};
const invalid = (parameter: string) => expect.objectContaining({ status: 400, extra: { parameter } });

test('parameters are read in their kinds, what is left out by its default', () => {
  expect(readParameters(parameters, { measure: 'spo2' }, now, 1000)).toEqual({
    values: { measure: 'spo2', from: now - 1000 },
    page: { limit: 1000 },
  });
  expect(readParameters(parameters, { measure: 'spo2', from: '5', limit: '7', nextToken: 'x' }, now, 1000)).toEqual({
    values: { measure: 'spo2', from: 5 },
    page: { limit: 7, nextToken: 'x' },
  });
});

test.each<[string, Record<string, string>, string]>([
  ['is missing', {}, 'measure'],
  ['is empty', { measure: '' }, 'measure'],
  ['is no value of its kind', { measure: "a'b" }, 'measure'],
  ['is wrong where a default would do', { measure: 'a', from: 'yesterday' }, 'from'],
  ['is not known', { measure: 'a', form: '5' }, 'form'],
  ['has a name that every object has', { measure: 'a', constructor: '5' }, 'constructor'],
  ['is a limit of none', { measure: 'a', limit: '0' }, 'limit'],
  ['is a limit above a thousand', { measure: 'a', limit: '1001' }, 'limit'],
  ['is a limit that is no number', { measure: 'a', limit: '1e2' }, 'limit'],
])('a parameter that %s is named', (_, given, parameter) => {
  expect(problemOf(given)).toEqual(invalid(parameter));
});
