import type { TSchema } from 'typebox';
import { AcceptedReading } from './accepted-reading.ts';
import { AlertNotification } from './alert-notification.ts';
import { AlertChanged, CurationFailed, CurationFinished, DeviceUnknown, ReadingsSetAside } from './bus-events.ts';
import { EnrichedReading } from './enriched-reading.ts';
import { Reading } from './reading.ts';

export type Channel = {
  over: 'kinesis' | 'sns' | 'eventbridge';
  carries: TSchema;
  /** `<service>/<function>`; `outside` is a device, an application or a subscriber. */
  from: readonly string[];
  to: readonly string[];
};

/** Functions that may change an alert. */
const alerting = ['alerts/evaluate', 'alerts/wake', 'alerts/act-on-alert', 'alerts/act-on-rule'] as const;

/** Who speaks to whom, and in what. Every `serverless.yml` is held against this table by a test. */
export const channels = {
  'raw-readings': {
    over: 'kinesis',
    carries: Reading,
    from: ['outside', 'ingest/receive', 'ingest/receive-otlp', 'ingest/receive-lines'],
    to: ['ingest/accept', 'etl/archive'],
  },
  'accepted-readings': {
    over: 'kinesis',
    carries: AcceptedReading,
    from: ['ingest/accept'],
    to: ['enrich/enrich'],
  },
  'enriched-readings': {
    over: 'kinesis',
    carries: EnrichedReading,
    from: ['enrich/enrich'],
    to: ['alerts/evaluate', 'etl/landing'],
  },
  'alert-notifications': {
    over: 'sns',
    carries: AlertNotification,
    from: alerting,
    to: ['outside'],
  },
  ReadingsSetAside: {
    over: 'eventbridge',
    carries: ReadingsSetAside,
    from: ['ingest/accept', 'enrich/enrich', 'alerts/evaluate'],
    to: ['outside'],
  },
  DeviceUnknown: { over: 'eventbridge', carries: DeviceUnknown, from: ['enrich/enrich'], to: ['outside'] },
  AlertChanged: {
    over: 'eventbridge',
    carries: AlertChanged,
    from: alerting,
    to: ['etl/land-alerts', 'outside'],
  },
  CurationFinished: {
    over: 'eventbridge',
    carries: CurationFinished,
    from: ['etl/follow-curation', 'etl/start-curation'],
    to: ['etl/start-curation', 'outside'],
  },
  CurationFailed: {
    over: 'eventbridge',
    carries: CurationFailed,
    from: ['etl/follow-curation', 'etl/start-curation'],
    to: ['etl/start-curation', 'outside'],
  },
} as const satisfies Record<string, Channel>;
