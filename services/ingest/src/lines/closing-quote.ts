const [quote, backslash] = [0x22, 0x5c];

/** Where the text in quotes that begins at `opening` ends; -1 where it does not. */
export const closingQuote = (text: string, opening: number): number => {
  for (let at = opening + 1; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) return at;
    if (code === backslash) at++;
  }
  return -1;
};
