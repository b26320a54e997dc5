import { gzipSync } from 'node:zlib';
import type { AcceptedReading } from '@millrace/shared/contracts/accepted-reading';
import type { EnrichedReading } from '@millrace/shared/contracts/enriched-reading';
import type { Reading } from '@millrace/shared/contracts/reading';
import { aggregate } from '@millrace/shared/runtime/kpl';
import { aKinesisEvent } from '@millrace/shared/testing/a-kinesis-event';
import type { FirehoseTransformationEvent, KinesisStreamEvent } from 'aws-lambda';

/** Readings in a batch of each stage. */
export const batchSize = 1000;

/** Of one batch through the handler, then the same bytes through the floor. The first are warm-up: V8 still compiles. */
export const rounds = 150;
export const warmUp = 50;

export const benchDevices = Array.from({ length: 50 }, (_, index) => `monitor-${String(index).padStart(4, '0')}`);

const arrivedAt = Date.UTC(2026, 10, 23, 12);
const indexes = Array.from({ length: batchSize }, (_, index) => index);

/** About 300 bytes of JSON: a bedside monitor's seven measures. */
const aBenchReading = (index: number): Reading => ({
  deviceId: benchDevices[index % benchDevices.length] ?? '',
  time: new Date(arrivedAt - 60_000 + index).toISOString(),
  id: `1763900000000-${index}`,
  measures: {
    'heart-rate': 60 + (index % 40),
    'respiratory-rate': 14,
    'oxygen-saturation': 97,
    'pulse-oximeter': 'on',
    'body-temperature': 36.6 + (index % 10) / 10,
    'systolic-pressure': 118,
    'diastolic-pressure': 76,
  },
});

const anAccepted = (index: number): AcceptedReading => {
  const reading = aBenchReading(index);
  return {
    id: `${reading.deviceId}:${reading.id}`,
    receivedAt: arrivedAt,
    delivery: `shardId-000000000000:4900000000000000000000000000000000000000000000000000${index}:0`,
    time: arrivedAt - 60_000 + index,
    reading,
  };
};

const anEnriched = (index: number): EnrichedReading => {
  const { reading, ...accepted } = anAccepted(index);
  const measures = Object.entries(reading.measures).map(([name, value]) => [
    name,
    { value, unit: '/min', code: 'loinc|8867-4' },
  ]);
  return {
    ...accepted,
    ...{ tenant: 'ward-a', deviceId: reading.deviceId, deviceType: 'bedside-monitor', site: 'ward-3', labels: {} },
    measures: Object.fromEntries(measures),
  };
};

const bytes = (make: (index: number) => object): Buffer[] =>
  indexes.map((index) => Buffer.from(JSON.stringify(make(index))));

/** Sixteen aggregates, gzipped, as our own streams carry them. */
const aggregated = (records: Buffer[]): Buffer[] =>
  Array.from({ length: 16 }, (_, lane) => {
    const inLane = records.filter((_, index) => index % 16 === lane);
    return gzipSync(aggregate(inLane.map((data) => ({ partitionKey: 'monitor-0001', data }))));
  });

const event = (records: Buffer[]): KinesisStreamEvent => aKinesisEvent(records, { arrivedAt });

const transformation = (records: Buffer[]): FirehoseTransformationEvent => ({
  invocationId: 'bench',
  deliveryStreamArn: 'arn:aws:firehose:eu-central-1:000000000000:deliverystream/landing',
  region: 'eu-central-1',
  records: records.map((data, index) => ({
    recordId: String(index),
    approximateArrivalTimestamp: arrivedAt,
    data: data.toString('base64'),
  })),
});

type Stage = {
  function: string;
  /** Counts the readings that went all the way. */
  metric: string;
  event: () => object;
  /** The bytes of the readings in the event, each alone, for the floor. */
  readings: () => Buffer[];
};

export const stages: Record<string, Stage> = {
  'accept, plain records': {
    function: 'ingest/accept',
    metric: 'ReadingsAccepted',
    event: () => event(bytes(aBenchReading)),
    readings: () => bytes(aBenchReading),
  },
  'accept, aggregates': {
    function: 'ingest/accept',
    metric: 'ReadingsAccepted',
    event: () => event(aggregated(bytes(aBenchReading))),
    readings: () => bytes(aBenchReading),
  },
  enrich: {
    function: 'enrich/enrich',
    metric: 'ReadingsEnriched',
    event: () => event(aggregated(bytes(anAccepted))),
    readings: () => bytes(anAccepted),
  },
  'alerts evaluate': {
    function: 'alerts/evaluate',
    metric: 'ReadingsEvaluated',
    event: () => event(aggregated(bytes(anEnriched))),
    readings: () => bytes(anEnriched),
  },
  'etl land': {
    function: 'etl/land',
    metric: 'ReadingsLanded',
    event: () => transformation(aggregated(bytes(anEnriched))),
    readings: () => bytes(anEnriched),
  },
};
