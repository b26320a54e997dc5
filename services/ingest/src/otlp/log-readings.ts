import { hash } from 'node:crypto';
import { type Parsed, setAside } from '@millrace/shared/contracts/parsed';
import { severities } from '@millrace/shared/contracts/reading';
import { readingText } from '../compose/reading-text.ts';
import { jsonOfAll, textOf } from './any-value.ts';
import { bodyParts } from './body-parts.ts';
import { logAttributes } from './log-attributes.ts';
import type { LogRecord } from './messages/logs.ts';
import { millisecondsOf } from './milliseconds-of.ts';
import type { OtlpCandidate } from './otlp-candidate.ts';

type Context = {
  deviceId: string;
  sender: ReadonlyMap<string, string>;
  /** Makes the repeats of an id in one request other ids, the same ones whenever the request is sent again. */
  distinct: (id: string) => string;
};

/** A log record as a reading; as several, marked in their bodies, where one cannot hold its body. */
export const logReadings = (record: LogRecord, { deviceId, sender, distinct }: Context): Parsed<OtlpCandidate[]> => {
  const { timeUnixNano, observedTimeUnixNano, body, eventName = '' } = record;
  const nanoseconds = timeUnixNano ?? observedTimeUnixNano;
  if (nanoseconds === undefined) return bad('the log record has no time');
  const text = textOf(body) || eventName;
  if (text === '') return bad('the log record has neither a body nor an event name');
  const severity = severityOf(record);
  const { attributes, isWhole } = logAttributes(record, sender);
  // Two lines of one millisecond are told apart by all that they are, not by what of it a reading holds.
  const content = [
    deviceId,
    nanoseconds,
    observedTimeUnixNano,
    severity,
    text,
    ...attributes,
    jsonOfAll(record.attributes),
  ];
  const id = ownId(record) ?? distinct(digest(JSON.stringify(content)));
  const parts = bodyParts(text);
  return {
    ok: parts.map((part, index) => ({
      text: readingText({
        deviceId,
        time: millisecondsOf(nanoseconds),
        log: { severity, body: part },
        id: parts.length === 1 ? id : `${digest(id)}-${index + 1}`,
        attributes,
      }),
      items: index === 0 ? 1 : 0,
      isWhole,
    })),
  };
};

const bad = (detail: string) => setAside('schema-violation', detail);

/** Four numbers to each name. Without a number the text may be a name; else it is INFO, as the specification allows. */
const severityOf = ({ severityNumber = 0, severityText = '' }: LogRecord): string =>
  severities[Math.ceil(severityNumber / 4) - 1] ??
  severities.find((name) => name === severityText.toUpperCase()) ??
  'INFO';

/** Records with the same `log.record.uid` are, by OpenTelemetry's conventions, one record. */
const ownId = ({ attributes = [] }: LogRecord): string | undefined => {
  const id = textOf(attributes.find(({ key }) => key === 'log.record.uid')?.value);
  return /^[!-~]{1,64}$/.test(id) ? id : undefined;
};

const digest = (text: string): string => hash('md5', text, 'base64url');
