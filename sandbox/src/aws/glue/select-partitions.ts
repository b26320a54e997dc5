import { openDuckDb } from '../../sql/duckdb.ts';
import { AwsError } from '../../wire/aws-service.ts';
import { type Partition, partitionKeysOf, type Table } from './glue-table.ts';
import { duckdbType } from './hive-type.ts';
import { lockDown } from './lock-down.ts';
import { identifier, literal } from './quote-sql.ts';

/**
 * The partitions that pass a GetPartitions expression, all without one. Values are compared in the types of the
 * partition keys. Throws `InvalidInputException` for an expression that does not hold as SQL.
 */
export const selectPartitions = async (
  table: Table,
  partitions: Partition[],
  expression?: string,
): Promise<Partition[]> => {
  if (!expression || partitions.length === 0) return partitions;
  const db = await openDuckDb(':memory:', { temp_directory: '' });
  const columns = partitionKeysOf(table).map(
    ({ Name, Type }, index) => `CAST(v[${index + 1}] AS ${duckdbType(Type ?? 'string')}) AS ${identifier(Name)}`,
  );
  const rows = partitions.map(({ Values }, index) => `(${index}, [${Values.map(literal)}])`);
  try {
    await lockDown(db, []);
    const { rows: selected } = await db.all(
      `SELECT position FROM (SELECT position, ${columns} FROM (VALUES ${rows}) AS p(position, v)) WHERE (${expression}\n)`,
    );
    const positions = new Set(selected.map(([position]) => position));
    return partitions.filter((_, index) => positions.has(index));
  } catch (error) {
    throw new AwsError('InvalidInputException', `Invalid partition expression: ${(error as Error).message}`);
  } finally {
    db.close();
  }
};
