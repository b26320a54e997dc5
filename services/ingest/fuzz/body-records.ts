import { readGrammar } from './grammar.ts';

/** The records of a body; undefined where it begins like an array and is none. */
export const bodyRecords = (body: string, isNdjson: boolean): string[] | undefined => {
  const whole = body.trim();
  if (whole === '') return [];
  if (isNdjson) return trimmed(body.split('\n'));
  if (!whole.startsWith('[')) return [whole];
  const grammar = readGrammar(whole);
  return typeof grammar === 'object' ? trimmed(grammar.elements) : undefined;
};

const trimmed = (texts: string[]): string[] => texts.map((text) => text.trim()).filter((text) => text !== '');
