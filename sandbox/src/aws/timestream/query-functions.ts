/**
 * Functions of Timestream's SQL that DuckDB lacks or names otherwise, as macros; those of the same name and meaning
 * need none. Arithmetic on times loses nanoseconds below the microsecond, except in `bin`.
 */
export const queryFunctions = `
  CREATE OR REPLACE TEMP MACRO ago(present, period) AS present - period;
  CREATE OR REPLACE TEMP MACRO bin(t, width) AS make_timestamp_ns(epoch_ns(t) - epoch_ns(t) % (epoch_us(width) * 1000));
  CREATE OR REPLACE TEMP MACRO from_milliseconds(n) AS make_timestamp_ns(n::BIGINT * 1000000);
  CREATE OR REPLACE TEMP MACRO from_nanoseconds(n) AS make_timestamp_ns(n::BIGINT);
  CREATE OR REPLACE TEMP MACRO from_iso8601_timestamp(t) AS t::TIMESTAMPTZ AT TIME ZONE 'UTC';
  CREATE OR REPLACE TEMP MACRO to_milliseconds(t) AS epoch_ms(t);
  CREATE OR REPLACE TEMP MACRO to_nanoseconds(t) AS epoch_ns(t);
  CREATE OR REPLACE TEMP MACRO to_iso8601(t) AS
    strftime(t, '%Y-%m-%dT%H:%M:%S.') || lpad((epoch_ns(t) % 1000000000)::VARCHAR, 9, '0') || 'Z';
  CREATE OR REPLACE TEMP MACRO date_add(unit, n, t) AS t + n * ('1 ' || unit)::INTERVAL;
  -- DuckDB's own counts the boundaries crossed, Timestream's the units that are complete.
  CREATE OR REPLACE TEMP MACRO date_diff(unit, a, b) AS date_sub(unit, a, b);
  CREATE OR REPLACE TEMP MACRO approx_percentile(x, p) AS approx_quantile(x, p);
  CREATE OR REPLACE TEMP MACRO approx_distinct(x) AS approx_count_distinct(x);
  CREATE OR REPLACE TEMP MACRO regexp_like(t, pattern) AS regexp_matches(t, pattern);
  CREATE OR REPLACE TEMP MACRO truncate(x) AS trunc(x);
`;
