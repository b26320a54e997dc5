/**
 * The DuckDB type of a Hive type as the Data Catalog spells it: `bigint`, `decimal(9,3)`, `map<string,double>`,
 * `array<struct<a:int,b:string>>`. Timestamps are without zone, in UTC. Throws on a type that Hive does not have.
 */
export const duckdbType = (hive: string): string => {
  const reader = { text: hive.toLowerCase().replaceAll(/\s/g, ''), at: 0 };
  const type = readType(reader);
  if (reader.at < reader.text.length) throw unknownType(hive);
  return type;
};

type Reader = { text: string; at: number };

const readType = (reader: Reader): string => {
  const name = take(reader, /^[a-z]+/);
  if (name === 'array') return `${within(reader, readType)}[]`;
  if (name === 'map') return `MAP(${within(reader, readEntry)})`;
  if (name === 'struct') return `STRUCT(${within(reader, readFields)})`;
  if (name === 'decimal') return `DECIMAL${take(reader, /^\(\d+,\d+\)|^/) || '(10,0)'}`;
  if (name === 'varchar' || name === 'char') take(reader, /^\(\d+\)/);
  const type = scalars.get(name);
  if (!type) throw unknownType(reader.text);
  return type;
};

const scalars = new Map([
  ['string', 'VARCHAR'],
  ['varchar', 'VARCHAR'],
  ['char', 'VARCHAR'],
  ['boolean', 'BOOLEAN'],
  ['tinyint', 'TINYINT'],
  ['smallint', 'SMALLINT'],
  ['int', 'INTEGER'],
  ['integer', 'INTEGER'],
  ['bigint', 'BIGINT'],
  ['float', 'FLOAT'],
  ['double', 'DOUBLE'],
  ['date', 'DATE'],
  ['timestamp', 'TIMESTAMP'],
  ['binary', 'BLOB'],
]);

const readEntry = (reader: Reader): string => {
  const key = readType(reader);
  skip(reader, ',');
  return `${key}, ${readType(reader)}`;
};

const readFields = (reader: Reader): string => {
  const fields: string[] = [];
  do {
    const name = take(reader, /^[a-z0-9_]+/);
    skip(reader, ':');
    fields.push(`"${name}" ${readType(reader)}`);
  } while (take(reader, /^,|^/) === ',');
  return fields.join(', ');
};

const within = (reader: Reader, read: (reader: Reader) => string): string => {
  skip(reader, '<');
  const inner = read(reader);
  skip(reader, '>');
  return inner;
};

const skip = (reader: Reader, mark: string): void => {
  if (reader.text[reader.at] !== mark) throw unknownType(reader.text);
  reader.at++;
};

const take = (reader: Reader, pattern: RegExp): string => {
  const found = pattern.exec(reader.text.slice(reader.at))?.[0];
  if (found === undefined) throw unknownType(reader.text);
  reader.at += found.length;
  return found;
};

const unknownType = (hive: string): Error => new Error(`${hive} is not a Hive type`);
