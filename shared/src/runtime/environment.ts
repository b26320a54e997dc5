type Kind = 'text' | 'integer' | readonly string[];
type ValueOf<K extends Kind> = K extends 'text'
  ? string
  : K extends 'integer'
    ? number
    : K extends readonly string[]
      ? K[number]
      : never;

/** The variables a function reads: a kind for each, or the list of values it may have. */
export type EnvironmentShape = Record<string, Kind>;
export type Environment<Shape extends EnvironmentShape> = { [Name in keyof Shape]: ValueOf<Shape[Name]> };

/** Reads the declared variables once, at start. Throws one error that names everything missing or wrong. */
export const readEnvironment = <const Shape extends EnvironmentShape>(
  shape: Shape,
  variables: Record<string, string | undefined> = process.env,
): Environment<Shape> => {
  const wrong: string[] = [];
  const read = Object.entries(shape).map(([name, kind]) => {
    const text = variables[name];
    if (text === undefined || text === '') wrong.push(`${name} is missing`);
    else if (kind === 'integer' && !/^-?\d+$/.test(text)) wrong.push(`${name} is not an integer`);
    else if (Array.isArray(kind) && !kind.includes(text)) wrong.push(`${name} is none of ${kind.join(', ')}`);
    return [name, kind === 'integer' ? Number(text) : text];
  });
  if (wrong.length > 0) throw new Error(`Environment: ${wrong.join('; ')}.`);
  return Object.fromEntries(read) as Environment<Shape>;
};
