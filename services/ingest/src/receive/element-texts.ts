const [quote, backslash, comma] = [0x22, 0x5c, 0x2c];
const [openBrace, closeBrace, openBracket, closeBracket] = [0x7b, 0x7d, 0x5b, 0x5d];

export const isArrayText = (json: string): boolean => /^\s*\[/.test(json);

/**
 * The text of each element of a JSON array, as it was sent. Cuts at the commas of the array itself, whatever stands between them:
 * an element that is not JSON is its own fault. So is what follows the end of the array, or an end that does not come.
 */
export function* elementTexts(json: string): Generator<string> {
  let depth = 0;
  let start = json.indexOf('[') + 1;
  let isFirst = true;
  for (let at = start; at < json.length; at++) {
    const code = json.charCodeAt(at);
    if (code === quote) at = closingQuote(json, at);
    else if (code === openBrace || code === openBracket) depth++;
    else if (code === comma && depth === 0) {
      yield json.slice(start, at);
      isFirst = false;
      start = at + 1;
    } else if (code === closeBracket && depth === 0) {
      const last = json.slice(start, at);
      if (!isFirst || last.trim() !== '') yield last;
      const rest = json.slice(at + 1);
      if (rest.trim() !== '') yield rest;
      return;
    } else if ((code === closeBrace || code === closeBracket) && depth > 0) depth--;
  }
  yield json.slice(start);
}

/** The end of the text where there is none. */
const closingQuote = (json: string, opening: number): number => {
  for (let at = opening + 1; at < json.length; at++) {
    const code = json.charCodeAt(at);
    if (code === quote) return at;
    if (code === backslash) at++;
  }
  return json.length;
};
