import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DiagLogLevel, diag, SeverityNumber } from '@opentelemetry/api';
import { OTLPLogExporter as JsonLogExporter } from '@opentelemetry/exporter-logs-otlp-http';
import { OTLPLogExporter as ProtobufLogExporter } from '@opentelemetry/exporter-logs-otlp-proto';
import { OTLPMetricExporter as JsonMetricExporter } from '@opentelemetry/exporter-metrics-otlp-http';
import { OTLPMetricExporter as ProtobufMetricExporter } from '@opentelemetry/exporter-metrics-otlp-proto';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchLogRecordProcessor, LoggerProvider, type LogRecordExporter } from '@opentelemetry/sdk-logs';
import { MeterProvider, PeriodicExportingMetricReader, type PushMetricExporter } from '@opentelemetry/sdk-metrics';
import { machineId } from '../src/devices/machine.ts';
import { drain } from '../src/drain.ts';
import type { Platform } from '../src/platform.ts';
import { askAthena } from '../src/run/ask-athena.ts';
import { apiUrls, signToken } from '../src/run/open-ways-in.ts';
import { startSandbox } from '../src/start-sandbox.ts';
import { askHotStore } from './ask-hot-store.ts';
import { throughLossyGateway } from './lossy-gateway.ts';

/** The platform as it is deployed, under OpenTelemetry's own SDK and exporters, which know nothing of it. */
const directory = mkdtempSync(join(tmpdir(), 'millrace-otlp-'));
const root = join(import.meta.dirname, '../..');
const replayedDevices = ['json-host', 'retried-host', 'protobuf-logger', 'json-logger'];
let platform: Platform;
/** What the SDK complained of since the last look. */
const complaints: string[] = [];
const newComplaints = () => complaints.splice(0);
/** What the client that was told to come again was answered. */
let answered: number[] = [];

beforeAll(async () => {
  platform = await startSandbox({ root, directory, port: 0, fresh: true, replayedDevices, progress: () => {} });
  process.env.OTEL_EXPORTER_OTLP_COMPRESSION = 'gzip';
  const ignore = () => {};
  const keep = (...parts: unknown[]) => complaints.push(parts.join(' '));
  diag.setLogger({ error: keep, warn: keep, info: ignore, debug: ignore, verbose: ignore }, DiagLogLevel.WARN);

  const metrics = await exporterOptions('/v1/metrics');
  await measureHost(new ProtobufMetricExporter(metrics), { 'host.id': machineId(), 'service.name': 'agent' });
  await measureHost(new JsonMetricExporter(metrics), { 'host.id': 'json-host', 'service.name': 'agent' });
  const logs = await exporterOptions('/v1/logs');
  await logLines(new ProtobufLogExporter(logs), 'protobuf-logger');
  await logLines(new JsonLogExporter(logs), 'json-logger');
  const passed = await throughLossyGateway(apiUrls(platform).ingest, [503, 429], async (gateway) => {
    const exporter = new ProtobufMetricExporter(await exporterOptions('/v1/metrics', gateway));
    await measureHost(exporter, { 'host.id': 'retried-host' });
  });
  answered = passed.map(({ status }) => status);
  await drain(platform, () => {});
}, 180_000);

afterAll(async () => {
  diag.disable();
  delete process.env.OTEL_EXPORTER_OTLP_COMPRESSION;
  await platform.close();
  rmSync(directory, { recursive: true });
}, 30_000);

const exporterOptions = async (path: string, api = apiUrls(platform).ingest) => ({
  url: `${api}${path}`,
  headers: { authorization: `Bearer ${await signToken(platform)}` },
});

/** What the agent on a host measures, once. */
const measureHost = async (exporter: PushMetricExporter, attributes: Record<string, string>) => {
  const reader = new PeriodicExportingMetricReader({ exporter, exportIntervalMillis: 3_600_000 });
  const provider = new MeterProvider({ resource: resourceFromAttributes(attributes), readers: [reader] });
  const meter = provider.getMeter('host-metrics', '1.0.0');
  meter.createObservableGauge('system.cpu.utilization', { unit: '1' }).addCallback((result) => result.observe(0.25));
  meter.createObservableUpDownCounter('system.memory.usage', { unit: 'By' }).addCallback((result) => {
    result.observe(6_000_000_000, { 'system.memory.state': 'used' });
    result.observe(2_000_000_000, { 'system.memory.state': 'free' });
  });
  meter.createCounter('system.network.io', { unit: 'By' }).add(12_345);
  const latency = meter.createHistogram('disk.latency', { unit: 's' });
  for (const seconds of [0.5, 1.5, 1]) latency.record(seconds);
  await provider.shutdown();
};

/** The same as the lake has it: measure, value, unit. */
const measured: [string, number, string][] = [
  ['disk.latency.count', 3, '1'],
  ['disk.latency.max', 1.5, 's'],
  ['disk.latency.min', 0.5, 's'],
  ['disk.latency.sum', 3, 's'],
  ['system.cpu.utilization', 0.25, '1'],
  ['system.memory.usage.free-55f759f0', 2_000_000_000, 'By'],
  ['system.memory.usage.used-69a98a11', 6_000_000_000, 'By'],
  ['system.network.io', 12_345, 'By'],
];

/** A line, written twice in one moment, and one that is structured. */
const logLines = async (exporter: LogRecordExporter, deviceId: string) => {
  const provider = new LoggerProvider({
    resource: resourceFromAttributes({ 'device.id': deviceId }),
    processors: [new BatchLogRecordProcessor({ exporter })],
  });
  const logger = provider.getLogger('pump');
  const timestamp = new Date();
  const line = { timestamp, observedTimestamp: timestamp };
  for (let time = 0; time < 2; time++)
    logger.emit({ ...line, severityNumber: SeverityNumber.ERROR2, body: 'line occluded' });
  logger.emit({ ...line, body: { bed: 12, alarms: ['a', 'b'] } });
  await provider.shutdown();
};

const inLake = (deviceId: string, columns: string) =>
  askAthena(platform, `SELECT ${columns} FROM readings WHERE device_id = '${deviceId}' ORDER BY measure, value_text`);

const inHotStore = async (deviceId: string, columns: string[]) =>
  (await askHotStore(platform, deviceId, columns)).map((row) => row.map(Number));

test('a client whose telemetry is taken has nothing to complain of', () => {
  expect(newComplaints()).toEqual([]);
});

test.each([
  ['protobuf', machineId()],
  ['JSON', 'json-host'],
])('what a host measures arrives by %s as one reading of that host, with its values and units', async (_, deviceId) => {
  const [columns, values] = [measured.map(([measure]) => measure), measured.map(([, value]) => value)];
  expect(await inHotStore(deviceId, columns)).toEqual([values]);
  const rows = await inLake(deviceId, 'measure, value_number, unit');
  expect(rows.map(({ measure, value_number, unit }) => [measure, Number(value_number), unit])).toEqual(measured);
});

test.each([
  ['protobuf', 'protobuf-logger'],
  ['JSON', 'json-logger'],
])('log lines arrive by %s with their severities, also one that was written twice', async (_, deviceId) => {
  const occluded = { kind: 'log', value_text: 'line occluded', severity: 'ERROR' };
  expect(await inLake(deviceId, 'kind, value_text, severity')).toEqual([
    occluded,
    occluded,
    { kind: 'log', value_text: '{"bed":12,"alarms":["a","b"]}', severity: 'INFO' },
  ]);
});

test('what a client sends again after 503 and 429 is one reading, and duplicates of it', async () => {
  expect(answered).toEqual([503, 429, 200]);
  expect(await inHotStore('retried-host', ['system.network.io'])).toEqual([[12_345]]);
  const kinds = (await inLake('retried-host', 'kind, measure, value_text')).map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === 'duplicate').length).toBe(2);
  expect(kinds.length).toBe(measured.length + 2);
});

test('partial success reaches the client', async () => {
  const exporter = new ProtobufMetricExporter(await exporterOptions('/v1/metrics'));
  await measureHost(exporter, { 'service.name': 'nobody' });
  expect(newComplaints()).toEqual([
    expect.stringMatching(/"rejectedDataPoints":5.*the resource has no device\.id, host\.id or service\.instance\.id/),
  ]);
}, 60_000);

test('a client without a token is refused, and told so', async () => {
  await measureHost(new JsonMetricExporter({ url: `${apiUrls(platform).ingest}/v1/metrics` }), {});
  expect(newComplaints()).toEqual([expect.stringContaining('Unauthorized')]);
}, 60_000);
