/** Characters of a log line's body in the contract. */
const maxBody = 8192;

/** Leaves room for the mark. */
const partLength = maxBody - 16;

/** A body as bodies of log lines: itself, or parts that begin with which of how many they are, `(2/3) `, cut between characters. */
export const bodyParts = (body: string): string[] => {
  if (body.length <= maxBody) return [body];
  const parts: string[] = [];
  for (let from = 0; from < body.length; ) {
    const end = from + partLength;
    const to = isLowSurrogate(body.charCodeAt(end)) ? end - 1 : end;
    parts.push(body.slice(from, to));
    from = to;
  }
  return parts.map((part, index) => `(${index + 1}/${parts.length}) ${part}`);
};

const isLowSurrogate = (code: number): boolean => 0xdc00 <= code && code <= 0xdfff;
