import type { TSchema } from 'typebox';
import { Compile } from 'typebox/schema';

type Violation = { keyword: string; instancePath: string; message: string; params: object };

/** What violates a contract, one fault a place, by JSON Pointer. TypeBox tells of eight violations at most. */
export const schemaFaults = (schema: TSchema): ((value: unknown) => { pointer: string; detail: string }[]) => {
  const validator = Compile(schema as object);
  return (value) => {
    if (validator.Check(value)) return [];
    const violations: Violation[] = validator.Errors(value)[1];
    // Said of the field that is too much, and once more of what holds it.
    const told = violations.filter(({ keyword }) => keyword !== 'additionalProperties');
    const byPlace = Map.groupBy(told.length > 0 ? told : violations, ({ instancePath }) => instancePath);
    return [...byPlace].map(([pointer, ofPlace]) => ({ pointer, detail: detailOf(ofPlace) }));
  };
};

/** What is wrong at one place: the first thing, or, where there are alternatives, what each of them misses. */
const detailOf = (violations: Violation[]): string => {
  const alternatives = violations.some(({ keyword }) => keyword === 'anyOf');
  return violations
    .filter(({ keyword }) => keyword !== 'anyOf')
    .slice(0, alternatives ? undefined : 1)
    .map(wordsOf)
    .join(', or ');
};

const wordsOf = ({ keyword, message, params }: Violation): string => {
  if (keyword === 'boolean') return 'is not in the contract';
  return 'allowedValues' in params ? `must be one of ${(params.allowedValues as unknown[]).join(', ')}` : message;
};
