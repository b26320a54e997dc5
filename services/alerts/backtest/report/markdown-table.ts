/** A Markdown table; its cells are taken as they are. Columns whose title begins with `>` are of numbers and stand to the right. */
export const markdownTable = (titles: readonly string[], rows: readonly (readonly string[])[]): string =>
  [
    titles.map((title) => title.replace(/^>/, '')),
    titles.map((title) => (title.startsWith('>') ? '---:' : '---')),
    ...rows,
  ]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
