/** Text that a device sent, fit for a terminal: characters that could steer it are written out. */
export const printable = (text: string): string =>
  text.replaceAll(/(?![\t\n])[\p{Cc}\p{Cf}]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
