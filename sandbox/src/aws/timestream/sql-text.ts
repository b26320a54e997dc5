export const quoted = (...names: string[]): string => names.map((name) => `"${name.replaceAll('"', '""')}"`).join('.');

export const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;
