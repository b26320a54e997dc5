const [second, minute, hour, day] = [1000, 60_000, 3_600_000, 86_400_000];

/** A length of time for people, in its two largest units: `1 h 5 min`. */
export const duration = (milliseconds: number): string => {
  const units = [
    [day, 'd'],
    [hour, 'h'],
    [minute, 'min'],
    [second, 's'],
  ] as const;
  const whole = Math.round(milliseconds / second) * second;
  const first = units.findIndex(([length]) => whole >= length);
  if (first === -1) return milliseconds === 0 ? '0 s' : `${milliseconds} ms`;
  let left = whole;
  const words = units.slice(first, first + 2).flatMap(([length, unit]) => {
    const count = Math.floor(left / length);
    left -= count * length;
    return count === 0 ? [] : [`${count} ${unit}`];
  });
  return words.join(' ');
};

/** An instant to the second, UTC. */
export const instant = (time: number): string => new Date(time).toISOString().replace('T', ' ').slice(0, 19);

/** Text in a cell of a Markdown table: nothing in it is Markdown or HTML, and it stays in its cell. */
export const cell = (text: string): string =>
  text.replaceAll(/[\\`*_[\]<>|~&@#]/g, (sign) => `&#${sign.charCodeAt(0)};`).replaceAll(/\s+/g, ' ');

/** Code in a cell. A backtick would end it, and a bar the cell. */
export const code = (text: string): string =>
  `\`${text.replaceAll('`', "'").replaceAll('|', '\\|').replaceAll(/\s+/g, ' ')}\``;

export const count = (number: number, thing: string): string =>
  `${number.toLocaleString('en')} ${thing}${number === 1 ? '' : 's'}`;
