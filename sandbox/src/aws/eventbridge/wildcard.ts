/**
 * Compiles a wildcard pattern: `*` stands for any characters, `\*` and `\\` for themselves. Undefined when the pattern is
 * malformed. Pieces are sought left to right, so a hostile value costs linear time per piece, never a backtracking search.
 */
export const compileWildcard = (pattern: string): ((value: string) => boolean) | undefined => {
  const pieces = [''];
  for (let i = 0; i < pattern.length; i++) {
    const escaped = pattern[i] === '\\' && ['*', '\\'].includes(pattern[i + 1] ?? '');
    if (escaped) pieces.push(`${pieces.pop()}${pattern[++i]}`);
    else if (pattern[i] === '\\' || (pattern[i] === '*' && pattern[i + 1] === '*')) return undefined;
    else if (pattern[i] === '*') pieces.push('');
    else pieces.push(`${pieces.pop()}${pattern[i]}`);
  }
  const [first = '', ...rest] = pieces;
  const last = rest.pop();
  if (last === undefined) return (value) => value === first;
  return (value) => {
    if (!value.startsWith(first)) return false;
    let from = first.length;
    for (const piece of rest) {
      const at = value.indexOf(piece, from);
      if (at < 0) return false;
      from = at + piece.length;
    }
    return value.length - last.length >= from && value.endsWith(last);
  };
};
