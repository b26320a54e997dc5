import type { DuckDb } from './duckdb.ts';

/**
 * Teaches a database the scalar functions of Trino that DuckDB lacks or understands differently, and stops its clock at
 * `now` (epoch ms). What both say alike (`date_trunc`, `max_by`, `try_cast`, `arbitrary`, literals, quoted names) needs
 * nothing. Not there: UNNEST of a map, `timestamp(3) with time zone` as a type, timestamps that keep a zone of their own.
 */
export const speakTrino = async (db: DuckDb, now: number): Promise<void> => {
  const instant = `make_timestamptz(${Math.floor(now * 1000)})`;
  await db.run(`
    -- Trino divides integers to an integer.
    SET integer_division = true;

    CREATE MACRO now() AS ${instant};
    CREATE MACRO get_current_timestamp() AS ${instant};
    CREATE MACRO current_localtimestamp() AS CAST(${instant} AS TIMESTAMP);
    CREATE MACRO current_date() AS CAST(${instant} AS DATE);

    CREATE MACRO from_iso8601_timestamp(text) AS CAST(text AS TIMESTAMPTZ);
    CREATE MACRO to_unixtime(stamp) AS epoch(stamp);
    CREATE MACRO from_unixtime(seconds) AS to_timestamp(CAST(seconds AS DOUBLE));
    -- A zoned timestamp of Trino carries its zone; here it becomes the wall clock time of that zone.
    CREATE MACRO at_timezone(stamp, zone) AS timezone(zone, CAST(stamp AS TIMESTAMPTZ));

    -- DuckDB's date_diff counts the boundaries crossed, Trino's the units that are complete.
    CREATE MACRO date_diff(unit, start, stop) AS date_sub(unit, start, stop);
    CREATE MACRO date_add(unit, amount, stamp DATE) AS CAST(stamp + CAST(concat(amount, ' ', unit) AS INTERVAL) AS DATE),
      (unit, amount, stamp) AS stamp + CAST(concat(amount, ' ', unit) AS INTERVAL);
    CREATE MACRO format_datetime(stamp, pattern) AS strftime(stamp, array_to_string(list_transform(
      regexp_extract_all(pattern, '''[^'']*''|y+|M+|d+|H+|h+|m+|s+|S+|a|E+|Z+|.'),
      lambda token: CASE token ${strftimeOfJoda} ELSE trim(token, '''') END), ''));

    CREATE MACRO element_at(container, key) AS container[key];
    CREATE MACRO json_extract_scalar(document, path) AS CASE WHEN json_valid(document) THEN
      CASE WHEN json_type(document, path) NOT IN ('OBJECT', 'ARRAY', 'NULL') THEN json_extract_string(document, path) END
    END;
  `);
};

/** Joda's letters, which format_datetime takes, in those of strftime. */
const strftimeOfJoda = Object.entries({
  yyyy: '%Y',
  yy: '%y',
  MMMM: '%B',
  MMM: '%b',
  MM: '%m',
  M: '%-m',
  dd: '%d',
  d: '%-d',
  EEEE: '%A',
  EEE: '%a',
  HH: '%H',
  H: '%-H',
  hh: '%I',
  h: '%-I',
  mm: '%M',
  ss: '%S',
  SSS: '%g',
  a: '%p',
  Z: '+0000',
  '%': '%%',
})
  .map(([joda, strftime]) => `WHEN '${joda}' THEN '${strftime}'`)
  .join(' ');

/**
 * Renames aggregates of Trino, which as macros could take neither FILTER nor OVER. `functions` are the calls in the text
 * as a parser found them, with byte offsets: nothing else is touched, least of all a literal.
 */
export const renameAggregates = (sql: string, functions: { name: string; offset: number }[]): string => {
  const bytes = Buffer.from(sql);
  const calls = functions.filter(({ name }) => Object.hasOwn(aggregates, name)).sort((a, b) => a.offset - b.offset);
  const pieces: Buffer[] = [];
  let end = 0;
  for (const { name, offset } of calls) {
    // A quoted or qualified name does not stand at the offset of its call.
    if (bytes.toString('utf8', offset, offset + name.length).toLowerCase() !== name) continue;
    pieces.push(bytes.subarray(end, offset), Buffer.from(aggregates[name] ?? name));
    end = offset + name.length;
  }
  return Buffer.concat([...pieces, bytes.subarray(end)]).toString();
};

const aggregates: Record<string, string> = {
  approx_percentile: 'approx_quantile',
  approx_distinct: 'approx_count_distinct',
};
