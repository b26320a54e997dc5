import { AwsError } from '../../wire/aws-service.ts';

/**
 * Brings Timestream's SQL to DuckDB's, where the two differ in form: interval literals (`5m`), `measure_value::double`
 * as a column, and the present, which is `now` (epoch ms). Text, quoted names and comments stay as they are. Throws
 * ValidationException for intervals that DuckDB does not have and for more than one statement.
 */
export const rewriteQuery = (query: string, now: number): string => {
  const present = `TIMESTAMP_NS '${new Date(now).toISOString().slice(0, 23).replace('T', ' ')}'`;
  return query
    .trimEnd()
    .replace(/;$/, '')
    .replace(token, (text, ...groups) => {
      const {
        count,
        unit,
        column,
        present: presentName,
        ago,
        end,
      } = groups.at(-1) as Record<string, string | undefined>;
      if (unit !== undefined) return intervalOf(count ?? '', unit.toLowerCase());
      if (column !== undefined) return `"${column.toLowerCase()}"`;
      if (presentName !== undefined) return present;
      if (ago !== undefined) return `ago(${present}, `;
      if (end !== undefined) throw invalid('Only one statement can be run.');
      return text;
    });
};

const token = new RegExp(
  [
    /'(?:[^']|'')*'|"(?:[^"]|"")*"|--[^\n]*|\/\*[\s\S]*?\*\//,
    /(?<![\w.])(?<count>\d+)(?<unit>ns|us|ms|s|m|h|d|mo|y)\b/,
    /\b(?<column>measure_value::(?:bigint|boolean|double|varchar))\b/,
    /\b(?<present>now\s*\(\s*\)|current_timestamp\b)/,
    /\b(?<ago>ago\s*\()/,
    /(?<end>;)/,
  ]
    .map(({ source }) => source)
    .join('|'),
  'gi',
);

const units: Record<string, string> = {
  us: 'microseconds',
  ms: 'milliseconds',
  s: 'seconds',
  m: 'minutes',
  h: 'hours',
  d: 'days',
  mo: 'months',
  y: 'years',
};

const intervalOf = (count: string, unit: string): string => {
  const name = units[unit];
  if (!name) throw invalid(`The sandbox does not support the interval ${count}${unit}: DuckDB's go down to 1us.`);
  return `INTERVAL '${count} ${name}'`;
};

const invalid = (message: string): AwsError => new AwsError('ValidationException', message);
