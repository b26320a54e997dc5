-- One landing hour becomes its part of the table `readings`. Spark SQL and DuckDB both run this text.
--
-- A reading is its id on its device date; a delivery names the raw record that brought it. Every reading stands once in
-- the whole table, with all rows of its first delivery; each further delivery is one row of kind 'duplicate', so that
-- deliveries = readings + duplicates can be counted from the table alone, whichever hour a duplicate lands in:
--   count(DISTINCT delivery) = count(DISTINCT reading_id) + duplicates, by event_date.
-- The hour may be run again: what it wrote before is not looked at. Two hours must not run at the same time, for each
-- looks at what the other wrote.
WITH landed_rows AS (
  SELECT
    landing.*,
    -- A measure has no severity; a device may call one of its measures `log`.
    CASE WHEN severity IS NULL THEN 'measure' ELSE 'log' END AS kind,
    -- Day and time of day apart: milliseconds since 1970 are too many for DuckDB's intervals.
    DATE '1970-01-01' + CAST((time_ms - time_ms % 86400000) / 86400000 AS INT) AS event_date,
    CAST(time_ms % 86400000 AS INT) AS day_ms
  FROM landing
),
-- Only the dates of this hour are looked up, so a run costs by what landed and not by the age of the lake.
other_hours AS (
  SELECT event_date, reading_id, delivery, kind
  FROM curated
  WHERE landed <> '${partition}'
    AND event_date >= (SELECT min(event_date) FROM landed_rows)
    AND event_date <= (SELECT max(event_date) FROM landed_rows)
),
stored_readings AS (SELECT DISTINCT event_date, reading_id FROM other_hours WHERE kind <> 'duplicate'),
known_deliveries AS (SELECT DISTINCT event_date, reading_id, delivery FROM other_hours),
ranked AS (
  SELECT
    landed_rows.*,
    stored_readings.reading_id IS NOT NULL AS stored,
    known_deliveries.delivery IS NOT NULL AS known,
    dense_rank() OVER (
      PARTITION BY landed_rows.event_date, landed_rows.reading_id ORDER BY received_ms, landed_rows.delivery
    ) AS delivery_rank,
    -- A function that is invoked again emits the same delivery again.
    row_number() OVER (
      PARTITION BY landed_rows.event_date, landed_rows.reading_id, landed_rows.delivery, kind, measure ORDER BY received_ms
    ) AS copy,
    row_number() OVER (
      PARTITION BY landed_rows.event_date, landed_rows.reading_id, landed_rows.delivery ORDER BY kind, measure
    ) AS row_of_delivery
  FROM landed_rows
  LEFT JOIN stored_readings
    ON stored_readings.event_date = landed_rows.event_date AND stored_readings.reading_id = landed_rows.reading_id
  LEFT JOIN known_deliveries
    ON known_deliveries.event_date = landed_rows.event_date
    AND known_deliveries.reading_id = landed_rows.reading_id
    AND known_deliveries.delivery = landed_rows.delivery
),
sorted_out AS (
  SELECT ranked.*, CASE WHEN stored OR delivery_rank > 1 THEN 'duplicate' ELSE kind END AS kept_as
  FROM ranked
)
SELECT
  reading_id,
  delivery,
  kept_as AS kind,
  tenant,
  device_id,
  device_type,
  site,
  CAST(event_date AS TIMESTAMP) + day_ms * INTERVAL 1 MILLISECOND AS time,
  time_ms,
  received_ms,
  CASE WHEN kept_as <> 'duplicate' THEN measure END AS measure,
  CASE WHEN kept_as <> 'duplicate' THEN value_number END AS value_number,
  CASE WHEN kept_as <> 'duplicate' THEN value_text END AS value_text,
  CASE WHEN kept_as <> 'duplicate' THEN unit END AS unit,
  CASE WHEN kept_as <> 'duplicate' THEN code END AS code,
  CASE WHEN kept_as <> 'duplicate' THEN severity END AS severity,
  event_date,
  '${partition}' AS landed
FROM sorted_out
WHERE (kept_as <> 'duplicate' AND copy = 1)
   OR (kept_as = 'duplicate' AND NOT known AND row_of_delivery = 1)
ORDER BY event_date, device_id, time_ms, reading_id, kind, measure
