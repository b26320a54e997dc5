import { closingQuote } from './closing-quote.ts';

/** A line without the space around it; `number` counts the body's lines from 1, as an editor does. */
export type CutLine = { number: number; text: string };

const [tab, newline, carriageReturn, space] = [0x09, 0x0a, 0x0d, 0x20];
const [quote, hash, comma, equals, backslash] = [0x22, 0x23, 0x2c, 0x3d, 0x5c];

/** The lines of a body of line protocol, without blank ones and comments. A field's text in quotes may hold line ends. */
export function* cutLines(body: string): Generator<CutLine> {
  let number = 1;
  for (let start = 0; start < body.length; start++) {
    const first = skipSpace(body, start);
    const isComment = body.charCodeAt(first) === hash;
    const end = isComment ? nextNewline(body, first) : lineEnd(body, first);
    const text = body.slice(first, endOfText(body, first, end));
    if (text !== '' && !isComment) yield { number, text };
    number += 1 + newlinesIn(text);
    start = end;
  }
}

/** Spaces may be escaped, and a text in quotes begins right behind the `=` of a field, or it is none. */
const lineEnd = (body: string, start: number): number => {
  let isInFields = false;
  for (let at = start; at < body.length; at++) {
    const code = body.charCodeAt(at);
    if (code === newline) return at;
    if (code === backslash && isEscapable(body.charCodeAt(at + 1))) at++;
    else if (code === space) isInFields = true;
    else if (code === equals && isInFields && body.charCodeAt(at + 1) === quote) {
      const closing = closingQuote(body, at + 1);
      // Behind a text that does not end no other can begin: it would have ended there.
      if (closing < 0) return nextNewline(body, at);
      at = closing;
    }
  }
  return body.length;
};

const isEscapable = (code: number): boolean => code === comma || code === equals || code === space;

const skipSpace = (body: string, start: number): number => {
  let at = start;
  while (isSpace(body.charCodeAt(at))) at++;
  return at;
};

const endOfText = (body: string, start: number, lineEnd: number): number => {
  let end = lineEnd;
  while (end > start && isSpace(body.charCodeAt(end - 1))) end--;
  return end;
};

const isSpace = (code: number): boolean => code === space || code === tab || code === carriageReturn;

const nextNewline = (body: string, from: number): number => {
  const at = body.indexOf('\n', from);
  return at < 0 ? body.length : at;
};

const newlinesIn = (text: string): number => {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
};
