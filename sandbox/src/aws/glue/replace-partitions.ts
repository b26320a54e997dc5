import { copyFile, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Catalog } from './catalog.ts';
import { partitionKeysOf, type Table } from './glue-table.ts';
import { folderOf, type ObjectName, type ObjectStore } from './object-store.ts';
import { partitionLocation } from './table-files.ts';
import type { WrittenPartition } from './write-partitions.ts';

type Ports = { s3: ObjectStore; catalog: Catalog };
type Change = ObjectName & { file?: string };

/**
 * Makes partitions of a table exactly what was written: Spark's dynamic partition overwrite. With `replaced`, partitions
 * of that key value that were not written are removed. Each object is replaced in one step, a partition of one file
 * therefore too. When a step fails, the steps before it are undone, from copies in `backupFolder`.
 */
export const replacePartitions =
  ({ s3, catalog }: Ports) =>
  async (
    table: Table,
    written: WrittenPartition[],
    backupFolder: string,
    replaced?: { key: string; value: string },
  ): Promise<void> => {
    const { DatabaseName: database, Name: name } = table;
    const removed = replaced ? leftOver(table, catalog, written, replaced) : [];
    const locationOf = (values: string[]): string =>
      catalog.findPartition(database, name, values)?.StorageDescriptor?.Location ?? partitionLocation(table, values);

    const puts = written.flatMap(({ values, files }) => {
      const { bucket, prefix } = folderOf(locationOf(values));
      return files.map((file, index) => ({ bucket, key: `${prefix}${objectName(index)}`, file }));
    });
    const affected = [...written.map(({ values }) => values), ...removed];
    const before = (await Promise.all(affected.map((values) => objectsIn(s3, locationOf(values))))).flat();
    const kept = new Set(puts.map(uri));
    const deletes = before.filter((object) => !kept.has(uri(object)));
    await changeObjects(s3, [...puts, ...deletes], new Set(before.map(uri)), backupFolder);

    for (const values of removed) catalog.deletePartition(database, name, values);
    for (const { values } of written) {
      const StorageDescriptor = { ...table.StorageDescriptor, Location: locationOf(values) };
      catalog.putPartition(database, name, { Values: values, StorageDescriptor });
    }
  };

/** The same at every run, so that a re-run overwrites: at no moment are rows there twice. */
const objectName = (index: number): string => `part-${String(index).padStart(5, '0')}.zstd.parquet`;

const leftOver = (
  table: Table,
  catalog: Catalog,
  written: WrittenPartition[],
  replaced: { key: string; value: string },
): string[][] => {
  const position = partitionKeysOf(table).findIndex(({ Name }) => Name === replaced.key);
  if (position < 0) throw new Error(`--replace_partition names ${replaced.key}, which is no partition key`);
  const kept = new Set(written.map(({ values }) => JSON.stringify(values)));
  return catalog
    .partitions(table.DatabaseName, table.Name)
    .map(({ Values }) => Values)
    .filter((values) => values[position] === replaced.value && !kept.has(JSON.stringify(values)));
};

const objectsIn = async (s3: ObjectStore, location: string): Promise<ObjectName[]> => {
  const { bucket, prefix } = folderOf(location);
  return (await s3.listObjects({ bucket, prefix })).map(({ key }) => ({ bucket, key }));
};

/** Puts each object that comes with a file and deletes the others, all or none. */
const changeObjects = async (
  s3: ObjectStore,
  changes: Change[],
  existing: Set<string>,
  backupFolder: string,
): Promise<void> => {
  await mkdir(backupFolder);
  const undo: (() => Promise<unknown>)[] = [];
  try {
    for (const [index, { bucket, key, file }] of changes.entries()) {
      if (existing.has(uri({ bucket, key }))) {
        const copy = join(backupFolder, String(index));
        await copyFile(s3.pathOf({ bucket, key }), copy);
        undo.push(async () => s3.putObject({ bucket, key, body: await readFile(copy) }));
      } else undo.push(() => s3.deleteObject({ bucket, key }));
      if (file === undefined) await s3.deleteObject({ bucket, key });
      else await s3.putObject({ bucket, key, body: await readFile(file) });
    }
  } catch (error) {
    for (const step of undo.reverse()) await step();
    throw error;
  }
};

const uri = ({ bucket, key }: ObjectName): string => `s3://${bucket}/${key}`;
