import { hash } from 'node:crypto';
import type { EnrichedReading } from '@millrace/shared/contracts/enriched-reading';
import { type Parsed, setAside } from '@millrace/shared/contracts/parsed';
import type { MeasureValue } from '@millrace/shared/contracts/reading';
import type { TimestreamRecord } from '@millrace/shared/runtime/write-records';

/** What of a log line the hot store gets for a dashboard's list, in bytes: a record may hold 2 KB in all. */
const shownLogBytes = 512;

/** The last millisecond whose nanoseconds fit in 64 bits (April 2262): beyond it the whole request is invalid. */
const lastTime = 9_223_372_036_853;

/** Names that Timestream keeps for itself, and the columns that every row has; in any case, as SQL reads names. */
const taken =
  /^(time|measure_name|measure_value.*|ts_.*|tenant|device_id|device_type|site|reading_id|log_severity|log_body)$/i;

/**
 * A reading as one multi-measure row. What would make Timestream refuse the whole request, and with it the readings of
 * others, is set aside here.
 *
 * Timestream knows a row by dimensions, measure name and time, so a repeated reading must come to the very same time, and
 * two readings of one millisecond to different ones: the nanoseconds are a digest of the reading id. Two of
 * them meet once in a million; the later then replaces the earlier here, and the lake has both. Version is the arrival: of two deliveries the later stays, and a repeat of either changes nothing; without
 * a version Timestream would refuse the repeat as a conflict.
 */
export const toReadingRow = (reading: EnrichedReading): Parsed<TimestreamRecord> => {
  const { id, receivedAt, time, tenant, deviceId, deviceType, site, measures, log } = reading;
  if (time > lastTime) return setAside('hot-store-rejected', 'is beyond the last time that can be stored', '/time');
  const values = [textValue('reading_id', id)];
  for (const [name, { value }] of Object.entries(measures)) {
    if (taken.test(name))
      return setAside('hot-store-rejected', 'is the name of another column', `/reading/measures/${name}`);
    // Timestream has no empty text; in the row it is absent, in the lake it stays.
    if (value !== '') values.push(measureValue(name, value));
  }
  if (log) values.push(textValue('log_severity', log.severity), textValue('log_body', shown(log.body)));
  return {
    ok: {
      Dimensions: [
        { Name: 'tenant', Value: tenant },
        { Name: 'device_id', Value: deviceId },
        { Name: 'device_type', Value: deviceType },
        ...(site === '' ? [] : [{ Name: 'site', Value: site }]),
      ],
      MeasureName: deviceType,
      MeasureValueType: 'MULTI',
      MeasureValues: values,
      Time: String(BigInt(time) * 1_000_000n + nanosecondsOf(id)),
      TimeUnit: 'NANOSECONDS',
      Version: receivedAt,
    },
  };
};

type StoredValue = { Name: string; Value: string; Type: 'DOUBLE' | 'BOOLEAN' | 'VARCHAR' };

/**
 * A column has the type of its first value for ever, and all devices share the table: so that no device can close a column
 * to another, texts and booleans have columns of their own. `~` is in no measure's name.
 */
const measureValue = (name: string, value: MeasureValue): StoredValue => {
  if (typeof value === 'string') return textValue(`${name}~text`, value);
  if (typeof value === 'boolean') return { Name: `${name}~boolean`, Value: String(value), Type: 'BOOLEAN' };
  return { Name: name, Value: String(value), Type: 'DOUBLE' };
};

/** A character that the cut divides becomes U+FFFD. */
const shown = (body: string): string => Buffer.from(body).toString('utf8', 0, shownLogBytes);

/** Half a surrogate pair, which JSON can hold, is not UTF-8. */
const textValue = (name: string, value: string): StoredValue => ({
  Name: name,
  Value: value.toWellFormed(),
  Type: 'VARCHAR',
});

/** Below a million: six digits under the millisecond. 48 bits of the digest make the remainder even enough. */
const nanosecondsOf = (id: string): bigint => BigInt(`0x${hash('md5', id, 'hex').slice(0, 12)}`) % 1_000_000n;
