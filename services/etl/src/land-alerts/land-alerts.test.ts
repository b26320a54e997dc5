import type { AlertChangeRow } from '@millrace/shared/contracts/alert-change-row';
import { anAlertNotification } from '@millrace/shared/testing/an-alert-notification';
import type { FirehoseTransformationEvent } from 'aws-lambda';
import fc from 'fast-check';
import { landAlerts } from './land-alerts.ts';

const anEvent = (records: (object | string)[]): FirehoseTransformationEvent => ({
  invocationId: 'invocation',
  deliveryStreamArn: 'arn:aws:firehose:eu-central-1:000000000000:deliverystream/alert-changes',
  region: 'eu-central-1',
  records: records.map((record, index) => ({
    recordId: String(index).padStart(56, '4967306'),
    approximateArrivalTimestamp: 1_764_000_002_000,
    data: Buffer.from(typeof record === 'string' ? record : JSON.stringify(record)).toString('base64'),
  })),
});

const textOf = (data = ''): string => Buffer.from(data, 'base64').toString();
const rowOf = (data?: string): AlertChangeRow => JSON.parse(textOf(data));
const results = async (records: (object | string)[]) =>
  (await landAlerts(anEvent(records))).records.map(({ result }) => result);

test('a change becomes one line of JSON', async () => {
  const [record] = (await landAlerts(anEvent([anAlertNotification()]))).records;
  expect(textOf(record?.data)).toMatch(/^\{[^\n]+\}\n$/);
  expect(rowOf(record?.data)).toMatchObject({ alert_id: 'tachycardia~monitor-01~1764000000000', change: 'raised' });
});

test('a line break in a text does not break the line', async () => {
  const [record] = (await landAlerts(anEvent([anAlertNotification({ summary: 'a\nb' })]))).records;
  expect(textOf(record?.data).indexOf('\n')).toBe(textOf(record?.data).length - 1);
  expect(rowOf(record?.data).summary).toBe('a\nb');
});

test('what is no change of an alert fails alone', async () => {
  const { rule: _, ...incomplete } = anAlertNotification();
  const event = { 'detail-type': 'AlertChanged', detail: anAlertNotification() };
  const good = anAlertNotification();
  expect(await results(['no json', good, incomplete, { ...good, version: 1 }, event, good, ''])).toEqual([
    'ProcessingFailed',
    'Ok',
    'ProcessingFailed',
    'ProcessingFailed',
    'ProcessingFailed',
    'Ok',
    'ProcessingFailed',
  ]);
});

test('a change of a kind that is not known yet, and a field that is not, are history like others', async () => {
  const later = { ...anAlertNotification(), change: 'delegated', shift: 'night' };
  const [record] = (await landAlerts(anEvent([later]))).records;
  expect(record?.result).toBe('Ok');
  expect(rowOf(record?.data).change).toBe('delegated');
});

const change = fc
  .record({ summary: fc.string({ unit: 'binary', maxLength: 128 }), comment: fc.string({ maxLength: 500 }) })
  .map(anAlertNotification);

test('every record id comes back exactly once, whatever came', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.oneof(fc.string(), change), { maxLength: 50 }), async (records) => {
      const event = anEvent(records);
      const answer = await landAlerts(event);
      expect(answer.records.map(({ recordId }) => recordId)).toEqual(event.records.map(({ recordId }) => recordId));
    }),
    { numRuns: 50 },
  );
});

test('the least that a change can say, 1 MB of it as Firehose buffers, lands whole in an answer that Lambda takes', async () => {
  const {
    measure: _,
    value: _value,
    unit: _unit,
    ...least
  } = anAlertNotification({ alertId: 'a', notificationId: 'a/1' });
  const smallest = { ...least, summary: '', site: '', deviceType: '', deviceId: 'd', tenant: 't', severities: [] };
  const size = JSON.stringify(smallest).length;
  const { records } = await landAlerts(anEvent(Array.from({ length: (1024 * 1024) / size }, () => smallest)));
  expect(records.filter(({ result }) => result !== 'Ok')).toEqual([]);
  expect(textOf(records[0]?.data).length).toBeLessThan(2 * size);
  expect(JSON.stringify({ records }).length).toBeLessThan(6_291_556);
});
