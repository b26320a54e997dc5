import { partitionKeysOf, type Table } from './glue-table.ts';
import { dateReader } from './projected-date.ts';

export const isProjected = (table: Table): boolean => table.Parameters?.['projection.enabled'] === 'true';

/** Keys whose value a query must give: a projection of type `injected` names no values of its own. */
export const injectedKeys = (table: Table): string[] =>
  isProjected(table)
    ? partitionKeysOf(table)
        .map(({ Name }) => Name)
        .filter((name) => table.Parameters?.[`projection.${name}.type`] === 'injected')
    : [];

/**
 * Reads the partition values out of object keys, as the table's location template and projection types allow; of a key
 * outside of them undefined. Athena lists the projected folders instead: what is found is the same. Intervals are not
 * looked at. `now` is in epoch ms. Throws on a projection that Athena does not have.
 */
export const projectedValues = (table: Table, now: number) => {
  const names = partitionKeysOf(table).map(({ Name }) => Name);
  const projections = names.map((name) => projectionOf(table, name, now));
  const template = table.Parameters?.['storage.location.template'] ?? hiveTemplate(table, names);
  const [fixed = '', ...variable] = template.split(/(?=\$\{)/);
  const location = fixed.slice(0, fixed.lastIndexOf('/') + 1);
  const below = fixed.slice(location.length) + variable.join('');

  const toPattern = (piece: string, name: string | undefined): string => {
    if (name === undefined) return escapeRegExp(piece);
    const projection = projections[names.indexOf(name)];
    if (!projection) throw new Error(`The location template names ${name}, which is no partition key`);
    return `(?<p${names.indexOf(name)}>${projection.pattern})`;
  };
  const source = below.replaceAll(/\$\{([^}]+)\}|[^$]+/g, toPattern);
  const pattern = new RegExp(`^${source}${source.endsWith('/') ? '' : '/'}`);
  const prefix = location.replace(/^s3:\/\/[^/]+\//, '');

  return {
    /** The deepest folder that holds all partitions. */
    location,
    ofKey(key: string): string[] | undefined {
      const groups = pattern.exec(key.slice(prefix.length))?.groups ?? {};
      const values = names.map((_, index) => groups[`p${index}`] ?? '');
      return values.every((value, index) => projections[index]?.allows(value)) ? values : undefined;
    },
  };
};

const hiveTemplate = (table: Table, names: string[]): string => {
  const location = table.StorageDescriptor?.Location ?? '';
  const folders = names.map((name) => `${name}=\${${name}}`);
  return `${location.endsWith('/') ? location : `${location}/`}${folders.join('/')}`;
};

type Projection = { pattern: string; allows: (value: string) => boolean };

const projectionOf = (table: Table, name: string, now: number): Projection => {
  const parameter = (property: string): string => table.Parameters?.[`projection.${name}.${property}`] ?? '';
  const list = (property: string): string[] =>
    parameter(property)
      .split(',')
      .map((each) => each.trim());
  const type = parameter('type');
  if (type === 'injected') return { pattern: '[^/]+', allows: (value) => value !== '' };
  if (type === 'enum') return { pattern: '[^/]+', allows: (value) => list('values').includes(value) };
  const [first = '', last = ''] = list('range');
  if (type === 'integer') return { pattern: '-?\\d+', allows: (value) => +value >= +first && +value <= +last };
  if (type === 'date') {
    const read = dateReader(parameter('format'));
    const [start, end] = [read.bound(first, now), read.bound(last, now)];
    const isWithin = (time: number | undefined): boolean => time !== undefined && time >= start && time <= end;
    return { pattern: read.pattern, allows: (value) => isWithin(read.value(value)) };
  }
  throw new Error(`Partition key ${name} of ${table.Name} has the projection type ${type || 'none'}`);
};

const escapeRegExp = (text: string): string => text.replaceAll(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
