import { readFileSync } from 'node:fs';
import { landedColumns } from '@millrace/shared/contracts/landed-row';
import { anEnrichedReading } from '@millrace/shared/testing/an-enriched-reading';
import { toRows } from './to-rows.ts';

test('each measure becomes a row that repeats the names of its reading', () => {
  const rows = toRows(
    anEnrichedReading({
      measures: { 'heart-rate': { value: 72.5, unit: '/min', code: 'loinc|8867-4' }, spo2: { value: 97 } },
    }),
  );
  expect(rows).toEqual([
    {
      reading_id: 'monitor-01:1',
      delivery: 'shardId-000000000000:1:0',
      tenant: 'ward-a',
      device_id: 'monitor-01',
      device_type: 'bedside-monitor',
      site: 'ward-3',
      time_ms: 1_764_000_000_000,
      received_ms: 1_764_000_001_000,
      measure: 'heart-rate',
      value_number: 72.5,
      value_text: null,
      unit: '/min',
      code: 'loinc|8867-4',
      severity: null,
    },
    expect.objectContaining({ measure: 'spo2', value_number: 97, unit: null, code: null }),
  ]);
});

test('a boolean is a number and a text, so that neither is taken for the other', () => {
  const [on, text] = toRows(anEnrichedReading({ measures: { 'lead-on': { value: true }, state: { value: 'true' } } }));
  expect(on).toMatchObject({ value_number: 1, value_text: 'true' });
  expect(text).toMatchObject({ value_number: null, value_text: 'true' });
});

test('a log line is a row with a severity, which a measure called log does not have', () => {
  const rows = toRows(
    anEnrichedReading({ measures: { log: { value: 3 } }, log: { severity: 'WARN', body: 'probe off' } }),
  );
  expect(rows.map(({ measure, value_text, severity }) => [measure, value_text, severity])).toEqual([
    ['log', null, null],
    ['log', 'probe off', 'WARN'],
  ]);
});

test('text that no SQL engine takes is replaced', () => {
  const [row] = toRows(anEnrichedReading({ measures: { state: { value: 'a\0b\ud800c' } } }));
  expect(row?.value_text).toBe('a\ufffdb\ufffdc');
});

test('the catalog declares the columns in the order of CSV and TSV', () => {
  const declared = JSON.parse(readFileSync(new URL('../../glue/landing-columns.json', import.meta.url), 'utf8'));
  expect(declared.map(({ Name }: { Name: string }) => Name)).toEqual(landedColumns);
});
