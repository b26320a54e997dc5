import type { Clock } from '../../clock.ts';
import type { Catalog } from './catalog.ts';
import { partitionKeysOf, type Table } from './glue-table.ts';
import { folderOf, type ObjectStore } from './object-store.ts';
import { isProjected, projectedValues } from './partition-projection.ts';

/** One file of a table: where it really is, what its object is called, and the values of its partition. */
export type TableFile = { path: string; key: string; values: string[] };

type Files = Pick<ObjectStore, 'listObjects' | 'pathOf'>;

/** The data files that Athena finds: of the partitions that a projection allows, or else of the registered ones. */
export const tableFiles =
  ({ s3, catalog, clock }: { s3: Files; catalog: Catalog; clock: Clock }) =>
  async (table: Table): Promise<TableFile[]> => {
    if (!isProjected(table)) return registeredFiles({ s3, catalog })(table);
    const projection = projectedValues(table, clock.now());
    const files = await dataFiles(s3, projection.location);
    return files.flatMap((file) => {
      const values = projection.ofKey(file.key);
      return values ? [{ ...file, values }] : [];
    });
  };

/**
 * The data files of a table's registered partitions, which are all that Spark knows of. Lists the table's folder once, and
 * only partitions that are elsewhere on their own.
 */
export const registeredFiles =
  ({ s3, catalog }: { s3: Files; catalog: Catalog }) =>
  async (table: Table): Promise<TableFile[]> => {
    const location = table.StorageDescriptor?.Location;
    if (location === undefined) throw new Error(`Table ${table.Name} has no location`);
    const inFolder = await dataFiles(s3, location);
    if (partitionKeysOf(table).length === 0) return inFolder.map((file) => ({ ...file, values: [] }));

    const { bucket, prefix } = folderOf(location);
    const within = new Map<string, string[]>();
    const elsewhere: TableFile[] = [];
    for (const { StorageDescriptor, Values: values } of catalog.partitions(table.DatabaseName, table.Name)) {
      const own = StorageDescriptor?.Location ?? location;
      const folder = folderOf(own);
      if (folder.bucket === bucket && folder.prefix.startsWith(prefix)) within.set(folder.prefix, values);
      else elsewhere.push(...(await dataFiles(s3, own)).map((file) => ({ ...file, values })));
    }
    const below = inFolder.flatMap((file) => {
      const values = nearestFolder(within, file.key);
      return values ? [{ ...file, values }] : [];
    });
    return [...below, ...elsewhere];
  };

const nearestFolder = <T>(folders: Map<string, T>, key: string): T | undefined => {
  for (let end = key.lastIndexOf('/') + 1; end > 0; end = key.lastIndexOf('/', end - 2) + 1) {
    const found = folders.get(key.slice(0, end));
    if (found) return found;
  }
  return undefined;
};

/** Every object below a location that holds data. Like Spark and Athena, it passes over `_SUCCESS`, hidden and empty ones. */
export const dataFiles = async (s3: Files, location: string): Promise<{ path: string; key: string }[]> => {
  const { bucket, prefix } = folderOf(location);
  const objects = await s3.listObjects({ bucket, prefix });
  return objects
    .filter(({ key, size }) => size > 0 && !/(^|\/)[_.][^/]*$/.test(key))
    .map(({ key }) => ({ key, path: s3.pathOf({ bucket, key }) }));
};

/** Where a partition is when nobody said otherwise: Hive's layout below the table. */
export const partitionLocation = (table: Table, values: string[]): string => {
  const { bucket, prefix } = folderOf(table.StorageDescriptor?.Location ?? '');
  const folders = partitionKeysOf(table).map(({ Name }, index) => `${Name}=${hiveEscape(values[index] ?? '')}/`);
  return `s3://${bucket}/${prefix}${folders.join('')}`;
};

/** Escapes what Hive's FileUtils.escapePathName does. */
const hiveEscape = (value: string): string =>
  value.replaceAll(/./gs, (character) =>
    character < ' ' || hiveSpecial.includes(character)
      ? `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`
      : character,
  );

const hiveSpecial = '"#%\'*/:=?\\{[]^\u007f';
