/** What the grammar of RFC 8259 makes of a text, and what a parsed value would not show of it. */
export type Grammar = {
  value: unknown;
  /** Of `key-repeated`, `key-forbidden`, `too-deep` and `too-many-keys`, all that are true of it. */
  faults: Set<string>;
  /** The elements of an array, each as it stands in the text. */
  elements: string[];
};

/** Deeper than this is not looked into: it is too deep, or malformed, or both. */
const deepest = 200;
const forbidden = new Set(['__proto__', 'constructor', 'prototype']);

/** Undefined where the text is no JSON. Written for clarity: it is the judge of what was written for speed. */
export const readGrammar = (text: string): Grammar | 'bottomless' | undefined => {
  let at = 0;
  let keys = 0;
  const faults = new Set<string>();
  const elements: string[] = [];

  /** Takes sticky patterns. */
  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const match = pattern.exec(text)?.[0];
    if (match !== undefined) at += match.length;
    return match;
  };
  const expect = (pattern: RegExp): string => {
    const match = take(pattern);
    if (match === undefined) throw new Malformed();
    return match;
  };
  const space = () => take(/[ \t\r\n]*/y);

  const value = (depth: number): unknown => {
    const literal = take(/true|false|null/y);
    if (literal) return { true: true, false: false, null: null }[literal];
    const number = take(/-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y);
    if (number) return Number(number);
    if (text[at] === '"') return string();
    if (depth === deepest) throw new Bottomless();
    if (text[at] === '[') return array(depth + 1);
    if (text[at] === '{') return object(depth + 1);
    throw new Malformed();
  };

  const string = (): string => {
    expect(/"/y);
    let content = '';
    while (text[at] !== '"') {
      const sequence = take(/\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})/y);
      const plain = sequence ?? text[at++];
      if (plain === undefined || plain < ' ' || plain === '\\') throw new Malformed();
      content += sequence ? unescaped(sequence) : plain;
    }
    at++;
    return content;
  };

  const array = (depth: number): unknown[] => {
    if (depth > 8) faults.add('too-deep');
    const items: unknown[] = [];
    expect(/\[/y);
    space();
    if (take(/\]/y)) return items;
    do {
      const start = at;
      space();
      items.push(value(depth));
      space();
      if (depth === 1) elements.push(text.slice(start, at));
    } while (take(/,/y));
    expect(/\]/y);
    return items;
  };

  const object = (depth: number): Record<string, unknown> => {
    if (depth > 8) faults.add('too-deep');
    const fields = new Map<string, unknown>();
    expect(/\{/y);
    space();
    if (take(/\}/y)) return {};
    do {
      space();
      const name = string();
      if (fields.has(name)) faults.add('key-repeated');
      if (forbidden.has(name)) faults.add('key-forbidden');
      if (++keys > 256) faults.add('too-many-keys');
      space();
      expect(/:/y);
      space();
      fields.set(name, value(depth));
      space();
    } while (take(/,/y));
    expect(/\}/y);
    return Object.fromEntries(fields);
  };

  try {
    space();
    const whole = value(0);
    space();
    return at === text.length ? { value: whole, faults, elements } : undefined;
  } catch (error) {
    if (error instanceof Malformed) return undefined;
    if (error instanceof Bottomless) return 'bottomless';
    throw error;
  }
};

const unescaped = (sequence: string): string => {
  const letter = sequence[1] ?? '';
  if (letter === 'u') return String.fromCharCode(Number.parseInt(sequence.slice(2), 16));
  return { b: '\b', f: '\f', n: '\n', r: '\r', t: '\t' }[letter] ?? letter;
};

class Malformed extends Error {}
class Bottomless extends Error {}
