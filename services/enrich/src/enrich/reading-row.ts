import type { EnrichedMeasure, EnrichedReading } from '@millrace/shared/contracts/enriched-reading';
import { type Parsed, setAside } from '@millrace/shared/contracts/parsed';
import type { MeasureValue } from '@millrace/shared/contracts/reading';
import type { TimestreamRow } from '@millrace/shared/runtime/records-body';

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
 * them meet once in a million; the later then replaces the earlier here, and the lake has both. Version is the arrival: of
 * two deliveries the later stays, and a repeat of either changes nothing; without a version Timestream would refuse the
 * repeat as a conflict.
 */
export const toReadingRow = (reading: EnrichedReading): Parsed<TimestreamRow> => {
  const { id, receivedAt, time, tenant, deviceId, deviceType, site, measures, log } = reading;
  if (time > lastTime) return setAside('hot-store-rejected', 'is beyond the last time that can be stored', '/time');
  const values = [textValue('reading_id', ownId(id, deviceId))];
  // Not over entries: they take a tenth of the row's time.
  for (const name in measures) {
    const { value } = measures[name] as EnrichedMeasure;
    if (taken.test(name))
      return setAside('hot-store-rejected', 'is the name of another column', `/reading/measures/${name}`);
    // Timestream has no empty text; in the row it is absent, in the lake it stays.
    if (value !== '') values.push(measureValue(name, value));
  }
  if (log) values.push(textValue('log_severity', log.severity), textValue('log_body', shown(log.body)));
  return {
    ok: {
      measureName: deviceType,
      dimensions: [
        dimension('tenant', tenant),
        dimension('device_type', deviceType),
        ...(site === '' ? [] : [dimension('site', site)]),
        dimension('device_id', deviceId),
      ],
      measureValues: `[${values}]`,
      time: BigInt(time) * 1_000_000n + BigInt(nanosecondsOf(id)),
      // Timestream takes no 0, and would refuse the whole request.
      version: Math.max(1, receivedAt),
    },
  };
};

/** A reading id without its device, which has a column: Timestream is paid by the byte, and ids are a third of a small row. */
const ownId = (id: string, deviceId: string): string =>
  id.startsWith(`${deviceId}:`) ? id.slice(deviceId.length + 1) : id;

/** A row is written as the JSON that is sent. Names are safe in it as they are; texts may hold anything. */
const dimension = (name: string, value: string): string => `{"Name":"${name}","Value":${JSON.stringify(value)}}`;

/**
 * A column has the type of its first value for ever, and all devices share the table: so that no device can close a column
 * to another, texts and booleans have columns of their own. `~` is in no measure's name.
 */
const measureValue = (name: string, value: MeasureValue): string => {
  if (typeof value === 'string') return textValue(`${name}~text`, value);
  if (typeof value === 'boolean') return `{"Name":"${name}~boolean","Value":"${value}","Type":"BOOLEAN"}`;
  return `{"Name":"${name}","Value":"${value}","Type":"DOUBLE"}`;
};

/** A character that the cut divides becomes U+FFFD. */
const shown = (body: string): string => Buffer.from(body).toString('utf8', 0, shownLogBytes);

/** Half a surrogate pair, which JSON can hold, is not UTF-8. */
const textValue = (name: string, value: string): string =>
  `{"Name":"${name}","Value":${JSON.stringify(value.toWellFormed())},"Type":"VARCHAR"}`;

/** Below a million: six digits under the millisecond. FNV-1a over the id's UTF-16 units spreads evenly, and is quick. */
const nanosecondsOf = (id: string): number => {
  let digest = 0x811c9dc5;
  for (let index = 0; index < id.length; index++) digest = Math.imul(digest ^ id.charCodeAt(index), 0x01000193);
  return (digest >>> 0) % 1_000_000;
};
