import { hash } from 'node:crypto';

/** Where objects are kept whose key cannot be a path. No object is there under its own name. */
export const asideDirectory = '.aside';

/** A key's own path below its bucket's directory, or undefined where the key cannot safely be one. */
export const plainPath = (key: string): string | undefined => {
  const segments = key.split('/');
  return segments.includes('') || segments.some((each) => unsafe.test(each)) || segments[0] === asideDirectory
    ? undefined
    : key;
};

/** Never clashes, and any key has one; but no glob over key names finds it. */
export const asidePath = (key: string): string => `${asideDirectory}/${hash('sha256', key)}`;

// A backslash is a separator on Windows; NUL ends a path; the other control characters break tools that read paths.
// biome-ignore lint/suspicious/noControlCharactersInRegex: object keys may hold them
const unsafe = /^\.\.?$|[\u0000-\u001f\u007f\\]/;
