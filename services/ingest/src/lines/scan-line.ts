import { closingQuote } from './closing-quote.ts';
import { jsonOfField } from './field-value.ts';

/** What ends a name, unless a backslash stands before it. */
export type NameEnds = ', ' | ',= ';

const escapes: Record<NameEnds, RegExp> = { ', ': /\\([, ])/g, ',= ': /\\([,= ])/g };

/** Reads a line from its start to its end. What is not there is not taken. */
export const scanLine = (line: string) => {
  let at = 0;
  const takeWhile = (isPart: () => boolean): string => {
    const start = at;
    while (at < line.length && isPart()) at++;
    return line.slice(start, at);
  };
  return {
    /** Of the next character, from 1. */
    position: () => at + 1,
    isAtEnd: () => at === line.length,
    take(character: string): boolean {
      const isThere = line.charAt(at) === character;
      if (isThere) at++;
      return isThere;
    },
    takeSpaces: (): boolean => takeWhile(() => line.charAt(at) === ' ') !== '',
    takeName: (ends: NameEnds): string =>
      takeWhile(() => {
        if (ends.includes(line.charAt(at))) return false;
        if (line.charAt(at) === '\\' && at + 1 < line.length && ends.includes(line.charAt(at + 1))) at++;
        return true;
      }).replaceAll(escapes[ends], '$1'),
    /** The JSON text of a field's value. */
    takeValue(): string | undefined {
      const start = at;
      if (line.charAt(at) === '"') {
        const closing = closingQuote(line, at);
        if (closing < 0) return undefined;
        at = closing + 1;
        return JSON.stringify(line.slice(start + 1, closing).replaceAll(/\\(["\\])/g, '$1'));
      }
      const value = jsonOfField(takeWhile(() => !', '.includes(line.charAt(at))));
      if (value === undefined) at = start;
      return value;
    },
  };
};
