import { maxAttributes, readingName } from '../compose/reading-limits.ts';
import { textOf } from './any-value.ts';
import { attributeOf, isCut, textAttribute } from './attribute-of.ts';
import type { LogRecord } from './messages/logs.ts';

/**
 * The attributes of a log record's reading: its own, and its other fields under the names that OpenTelemetry gives them outside of
 * OTLP. Those that no reading can hold are left out and counted in `otel.dropped_attributes_count`. `isWhole` is false where
 * any was left out or cut here.
 */
export const logAttributes = (
  { attributes = [], droppedAttributesCount = 0, ...record }: LogRecord,
  sender: ReadonlyMap<string, string>,
): { attributes: Map<string, string>; isWhole: boolean } => {
  const kept = new Map([...sender, ...fieldsOf(record)]);
  let left = 0;
  for (const { key = '', value } of attributes) {
    // One place is for the count.
    if (readingName.test(key) && (kept.has(key) || kept.size < maxAttributes - 1)) kept.set(key, attributeOf(value));
    else left++;
  }
  const dropped = droppedAttributesCount + left;
  if (dropped > 0) kept.set('otel.dropped_attributes_count', String(dropped));
  return { attributes: kept, isWhole: left === 0 && !attributes.some(({ value }) => isCut(textOf(value))) };
};

/** At most four. */
const fieldsOf = ({ traceId = '', spanId = '', severityText = '', eventName = '' }: LogRecord): [string, string][] =>
  [
    ['trace_id', isId(traceId, 32) ? traceId : ''],
    ['span_id', isId(spanId, 16) ? spanId : ''],
    ['severity_text', severityText],
    ['otel.event.name', eventName],
  ].flatMap(([name = '', text = '']) => (text === '' ? [] : [[name, textAttribute(text)]]));

/** An id of another length or of zeros alone is none. */
const isId = (hex: string, length: number): boolean => hex.length === length && /[^0]/.test(hex);
