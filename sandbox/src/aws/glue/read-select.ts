import type { DuckDb } from '../../sql/duckdb.ts';

/** What a SELECT refers to, as DuckDB's own parser reads it. Names are as written; offsets are in bytes of UTF-8. */
export type Select = {
  tables: { catalog?: string; schema?: string; name: string }[];
  /** Names of common table expressions: a table of that name may be one of these. */
  expressions: Set<string>;
  functions: { name: string; offset: number }[];
  /** Columns that an equality or IN with constants holds fast somewhere in the statement. */
  fixedColumns: Set<string>;
  /** Of the first SELECT list: whether each item has a name of its own, or stands for many columns. */
  items: ('named' | 'unnamed' | 'star')[];
};

/**
 * Reads exactly one SELECT (or WITH, VALUES). Throws on anything else, and on what reads past the named tables: table
 * functions but `unnest`, and SHOW or DESCRIBE as a table.
 */
export const readSelect = async (db: DuckDb, sql: string): Promise<Select> => {
  const { rows } = await db.all(
    'SELECT json_serialize_sql($1::VARCHAR, skip_default := true, skip_null := true, skip_empty := true)',
    [sql],
  );
  const parsed = JSON.parse(String(rows[0]?.[0])) as Parsed;
  if (parsed.error) throw new Error(parsed.error_message);
  const [statement, ...others] = parsed.statements;
  if (!statement || others.length > 0) throw new Error('Exactly one statement is allowed');
  const select: Select = {
    tables: [],
    expressions: new Set(),
    functions: [],
    fixedColumns: new Set(),
    items: firstList(statement.node).map(itemKind),
  };
  walk(statement, (node) => note(select, node));
  return select;
};

type Parsed = { error: true; error_message: string } | { error: false; statements: { node: Node }[] };

// biome-ignore lint/suspicious/noExplicitAny: a syntax tree of DuckDB; each place reads the members that it knows
type Node = Record<string, any>;

const note = (select: Select, node: Node): void => {
  if (node.type === 'BASE_TABLE')
    select.tables.push({
      ...(node.catalog_name && { catalog: node.catalog_name }),
      ...(node.schema_name && { schema: node.schema_name }),
      name: node.table_name,
    });
  if (node.type === 'SHOW_REF') throw new Error('SHOW and DESCRIBE are not tables');
  if (node.type === 'TABLE_FUNCTION' && node.function?.function_name !== 'unnest')
    throw new Error(`Table function ${node.function?.function_name} is not allowed`);
  for (const { key } of node.cte_map?.map ?? []) select.expressions.add(String(key).toLowerCase());
  if (typeof node.function_name === 'string' && typeof node.query_location === 'number')
    select.functions.push({ name: node.function_name, offset: node.query_location });
  const fixed = fixedColumn(node);
  if (fixed) select.fixedColumns.add(fixed);
};

const fixedColumn = (node: Node): string | undefined => {
  const sides: Node[] =
    node.type === 'COMPARE_EQUAL' ? [node.left, node.right] : node.type === 'COMPARE_IN' ? node.children : [];
  const [column, ...others] = sides.filter((side) => !isConstant(side));
  return column?.class === 'COLUMN_REF' && others.length === 0
    ? String(column.column_names.at(-1)).toLowerCase()
    : undefined;
};

const isConstant = (node: Node): boolean =>
  node.class === 'CONSTANT' || node.class === 'PARAMETER' || (node.class === 'CAST' && isConstant(node.child));

const firstList = (node: Node): Node[] => node.select_list ?? (node.left ? firstList(node.left) : []);

const itemKind = ({ class: kind, alias }: Node): 'named' | 'unnamed' | 'star' => {
  if (kind === 'STAR') return 'star';
  return alias || kind === 'COLUMN_REF' ? 'named' : 'unnamed';
};

const walk = (value: unknown, visit: (node: Node) => void): void => {
  if (Array.isArray(value)) for (const each of value) walk(each, visit);
  else if (typeof value === 'object' && value !== null) {
    visit(value);
    for (const each of Object.values(value)) walk(each, visit);
  }
};
