/** JSON may spell a NUL or half of a surrogate pair. No SQL engine takes them, and one would fail its whole file. */
export const storable = (text: string): string => text.toWellFormed().replaceAll('\0', '\ufffd');
