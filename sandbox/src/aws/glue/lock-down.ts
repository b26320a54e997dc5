import type { DuckDb } from '../../sql/duckdb.ts';
import { literal } from './quote-sql.ts';

/**
 * Before SQL that others wrote runs: from here on the database reads and writes no file but those named, also through
 * links to them, nor in any directory but `directory`, and no statement can change that.
 */
export const lockDown = async (db: DuckDb, files: string[], directory?: string): Promise<void> => {
  if (files.length > 0) await db.run(`SET allowed_paths = [${files.map(literal)}]`);
  if (directory !== undefined) await db.run(`SET allowed_directories = [${literal(directory)}]`);
  await db.run('SET enable_external_access = false; SET lock_configuration = true');
};
