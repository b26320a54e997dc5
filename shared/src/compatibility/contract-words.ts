import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '@babel/parser';
import type { Comment, Expression, ObjectExpression, ObjectProperty, Statement } from '@babel/types';
import type { Schema } from './schema.ts';

type Declared = { words: string | undefined; value: Expression };

/** Tables whose entries carry a contract. */
const tables = ['channels', 'documents'];

/**
 * Puts the doc comments of the contracts in a directory into their schemas, as descriptions of the whole and of each field, so
 * that they are written once. A contract is named as its channel or document is. Throws where one has no doc comment.
 */
export const contractWords = (directory: string) => {
  const declared = declarationsIn(directory);
  const carried = new Map(tables.flatMap((table) => entriesOf(declared.get(table)?.value)).map(carriedBy));
  return (name: string, schema: Schema): Schema => {
    const described = describe(declared, schema, { type: 'Identifier', name: carried.get(name) ?? name } as Expression);
    if (described.description === undefined) throw new Error(`The contract of ${name} has no doc comment.`);
    return described;
  };
};

const describe = (declared: Map<string, Declared>, schema: Schema, value: Expression): Schema => {
  if (value.type === 'Identifier') {
    const named = declared.get(value.name);
    if (!named) return schema;
    return { ...(named.words ? { description: named.words } : {}), ...describe(declared, schema, named.value) };
  }
  if (value.type !== 'CallExpression') return schema;
  const [first, second] = value.arguments as Expression[];
  const byName = (each: Expression | undefined) =>
    each ? { patternProperties: mapValues(schema.patternProperties, (part) => describe(declared, part, each)) } : {};
  switch (calledIn(value.callee as Expression)) {
    case 'Optional':
    case 'ignoringUnknown':
      return first ? describe(declared, schema, first) : schema;
    case 'Object':
      return { ...schema, properties: describeFields(declared, schema.properties as Record<string, Schema>, first) };
    case 'Array':
      return first ? { ...schema, items: describe(declared, schema.items as Schema, first) } : schema;
    case 'Record':
      return { ...schema, ...byName(second) };
    case 'byMeasureName':
      return { ...schema, ...byName(first) };
    default:
      return schema;
  }
};

const describeFields = (declared: Map<string, Declared>, fields: Record<string, Schema>, object?: Expression) => {
  const described = { ...fields };
  for (const { key, value, leadingComments } of fieldsOf(declared, object)) {
    const name = nameOf(key as Expression);
    const words = wordsOf(leadingComments);
    described[name] = {
      ...describe(declared, fields[name] ?? {}, value as Expression),
      ...(words ? { description: words } : {}),
    };
  }
  return described;
};

/** The fields of an object literal, or of a declared one, with those that it spreads. */
const fieldsOf = (declared: Map<string, Declared>, object: Expression | undefined): ObjectProperty[] => {
  if (object?.type === 'Identifier') return fieldsOf(declared, declared.get(object.name)?.value);
  if (object?.type !== 'ObjectExpression') return [];
  return object.properties.flatMap((each) => {
    if (each.type === 'SpreadElement') return fieldsOf(declared, each.argument);
    return each.type === 'ObjectProperty' ? [each] : [];
  });
};

const declarationsIn = (directory: string): Map<string, Declared> => {
  const files = readdirSync(directory).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'));
  return new Map(files.flatMap((file) => declarationsOf(readFileSync(join(directory, file), 'utf8'))));
};

const declarationsOf = (source: string): [string, Declared][] =>
  parse(source, { sourceType: 'module', plugins: ['typescript'] }).program.body.flatMap((statement: Statement) => {
    const inner = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement;
    if (inner?.type !== 'VariableDeclaration') return [];
    return inner.declarations.flatMap(({ id, init }): [string, Declared][] =>
      id.type === 'Identifier' && init ? [[id.name, { words: wordsOf(statement.leadingComments), value: init }]] : [],
    );
  });

/** The entries of an object literal, behind `as const` and `satisfies`. */
const entriesOf = (value: Expression | undefined): ObjectProperty[] => {
  let object = value;
  while (object?.type === 'TSAsExpression' || object?.type === 'TSSatisfiesExpression') object = object.expression;
  if (object?.type !== 'ObjectExpression') return [];
  return object.properties.filter((property): property is ObjectProperty => property.type === 'ObjectProperty');
};

const carriedBy = ({ key, value }: ObjectProperty): [string, string] => {
  const carries = entriesOf(value as ObjectExpression).find((each) => nameOf(each.key as Expression) === 'carries');
  return [nameOf(key as Expression), nameOf(carries?.value as Expression)];
};

const nameOf = (key: Expression | undefined): string => {
  if (key?.type === 'Identifier') return key.name;
  return key?.type === 'StringLiteral' ? key.value : '';
};

/** `Object` of `Type.Object(…)`, `byMeasureName` of `byMeasureName(…)`. */
const calledIn = (callee: Expression): string =>
  nameOf(callee.type === 'MemberExpression' ? (callee.property as Expression) : callee);

/** The doc comment right before, on one line. */
const wordsOf = (comments: Comment[] | null | undefined): string | undefined => {
  const last = comments?.at(-1);
  if (last?.type !== 'CommentBlock' || !last.value.startsWith('*')) return undefined;
  return last.value
    .slice(1)
    .split('\n')
    .map((line) => line.replace(/^\s*\* ?/, '').trim())
    .join(' ')
    .trim();
};

const mapValues = (map: unknown, change: (value: Schema) => Schema): Record<string, Schema> =>
  Object.fromEntries(Object.entries(map as Record<string, Schema>).map(([name, value]) => [name, change(value)]));
