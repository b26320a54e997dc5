import type { Random } from './random.ts';

/** JSON before it is written: an object may name a key twice, and any other value is its own text. */
export type Node = string | Entries;
export type Entries = { entries: [name: string, value: Node][] };

/** Text of a node, with space and spelling as senders vary them. */
export const write = (node: Node, random: Random): string => {
  const spaced = random.chance(0.1);
  const space = () => (spaced ? random.pick(['', ' ', '\n', '\t ', '\r\n']) : '');
  const text = (each: Node): string => {
    if (typeof each === 'string') return each;
    const entries = each.entries.map(
      ([name, value]) => `${space()}${spell(name, random)}${space()}:${space()}${text(value)}${space()}`,
    );
    return `{${entries.join(',') || space()}}`;
  };
  return space() + text(node) + space();
};

/** A text in quotes; rarely with escapes where none are needed. */
export const spell = (text: string, random: Random): string =>
  random.chance(0.03)
    ? `"${text.replaceAll(/[\s\S]/g, (unit) => (random.chance(0.7) ? escaped(unit) : JSON.stringify(unit).slice(1, -1)))}"`
    : JSON.stringify(text);

const escaped = (unit: string): string => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
