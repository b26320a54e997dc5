import { DuckDBInstance } from '@duckdb/node-api';
import { type AlertChangeRow, alertChangeColumns } from '@millrace/shared/contracts/alert-change-row';
import type { Parameters, Values } from '@millrace/shared/rest/parameter';
import { readParameters } from '@millrace/shared/rest/read-parameters';
import type { Row } from '../athena/athena-queries.ts';
import { sqlText } from '../athena/sql-literal.ts';
import type { Query } from '../query/query.ts';
import { alertHistory } from './alert-history.ts';
import { alertSummary } from './alert-summary.ts';
import { alertParameters } from './alerts.ts';

// The SQL is what Athena (Trino) runs; DuckDB runs the same text with the same literals.

const now = Date.UTC(2026, 10, 23, 12);
const minute = 60_000;
const hour = 60 * minute;
const day = 24 * hour;

/** A change, and the date on which it came; without one, that of its time. */
type Came = Partial<AlertChangeRow> & { dt?: string };

const aRow = ({ dt, ...given }: Came = {}): AlertChangeRow & { dt: string } => {
  const { rule = 'fever', device_id = 'monitor-01', number = 1, raised_ms = now - hour } = given;
  const alert_id = [rule, device_id, ...(raised_ms === null ? [] : [raised_ms])].join('~');
  const row = {
    ...{ notification_id: `${alert_id}/${number}`, alert_id, number, change: 'raised', status: 'active', rule },
    ...{ rules_version: 1, severity: 'warning', step: 0, summary: 'Fever', tenant: 'ward-a', device_id },
    ...{ device_type: 'monitor', site: 'ward-3', measure: 'temperature', value_number: 39, value_text: null },
    ...{ unit: 'Cel', raised_ms, time_ms: raised_ms ?? now, acknowledged_ms: null, returned_ms: null },
    ...{ cleared_ms: null, cleared_because: null, until_ms: null, by_person: false },
    ...given,
  };
  return { ...row, dt: dt ?? new Date(row.time_ms).toISOString().slice(0, 10) };
};

/** The changes of one alert, times in seconds after it was raised. */
const anAlert = ({ acknowledged, cleared, ...given }: Came & { acknowledged?: number; cleared?: number } = {}) => {
  const raised_ms = given.raised_ms ?? now - hour;
  const acknowledged_ms = acknowledged === undefined ? null : raised_ms + acknowledged * 1000;
  const cleared_ms = cleared === undefined ? null : raised_ms + cleared * 1000;
  const about = { ...given, raised_ms };
  return [
    aRow(about),
    ...(acknowledged_ms === null
      ? []
      : [
          aRow({
            ...{ ...about, number: 2, change: 'acknowledged', status: 'acknowledged' },
            ...{ by_person: true, time_ms: acknowledged_ms, acknowledged_ms },
          }),
        ]),
    ...(cleared_ms === null
      ? []
      : [
          aRow({
            ...{ ...about, number: 3, change: 'cleared', status: 'cleared', cleared_because: 'recovered' },
            ...{ time_ms: cleared_ms, acknowledged_ms, cleared_ms },
          }),
        ]),
  ];
};

const sql = (value: string | number | boolean | null): string =>
  typeof value === 'string' ? sqlText(value) : String(value ?? 'NULL');

const ask = async <P extends Parameters>(
  rows: (AlertChangeRow & { dt: string })[],
  query: Query<P>,
  values: Values<P>,
): Promise<object[]> => {
  const connection = await (await DuckDBInstance.create(':memory:')).connect();
  const columns = [...alertChangeColumns, 'dt'] as const;
  const typeOf = (name: string) =>
    name === 'value_number' ? 'DOUBLE' : /_ms$|^number$|^step$|_version$/.test(name) ? 'BIGINT' : 'VARCHAR';
  await connection.run(`CREATE TABLE alert_changes (${columns.map((name) => `${name} ${typeOf(name)}`).join(', ')})`);
  for (const row of rows)
    await connection.run(`INSERT INTO alert_changes VALUES (${columns.map((name) => sql(row[name])).join(', ')})`);
  await connection.run(`PREPARE question AS ${query.sql}`);
  const literals = [sqlText('ward-a'), ...query.literals(values, now)];
  const answer = await connection.runAndReadAll(`EXECUTE question(${literals.join(', ')})`);
  return answer.getRowObjectsJson().map((row) => query.toItem(asText(row)));
};

const asText = (row: Record<string, unknown>): Row =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, value === null ? null : String(value)]));

const lastDay = { from: now - day, to: now, rule: '', device: '' };

describe('a summary of alerts', () => {
  test('counts and times the alerts of each rule and device, the most first', async () => {
    const rows = [
      ...anAlert({ raised_ms: now - 5 * hour, acknowledged: 10, cleared: 60 }),
      ...anAlert({ raised_ms: now - 4 * hour, acknowledged: 30, cleared: 200 }),
      ...anAlert({ raised_ms: now - 3 * hour, cleared: 100.5 }),
      ...anAlert({ raised_ms: now - 2 * hour, device_id: 'monitor-02', cleared: 7 }),
      ...anAlert({ raised_ms: now - 2 * hour, rule: 'apnoea', cleared: 8 }),
    ];
    expect(await ask(rows, alertSummary, lastDay)).toEqual([
      {
        ...{ rule: 'fever', deviceId: 'monitor-01', raised: 3, stillOpen: 0 },
        ...{ totalSeconds: 360.5, medianSeconds: 100.5, longestSeconds: 200 },
        // Of two, the lower.
        ...{ medianSecondsToAcknowledge: 10, medianSecondsToClear: 100.5 },
      },
      expect.objectContaining({ rule: 'apnoea', raised: 1, totalSeconds: 8, medianSecondsToAcknowledge: null }),
      expect.objectContaining({ rule: 'fever', deviceId: 'monitor-02', totalSeconds: 7 }),
    ]);
  });

  test('an alert that is still open was on until the end of the range, or until now, and has no time to clear', async () => {
    const rows = anAlert({ raised_ms: now - hour });
    const open = { raised: 1, stillOpen: 1, medianSecondsToClear: null };
    expect(await ask(rows, alertSummary, { ...lastDay, to: now + hour })).toMatchObject([
      { ...open, totalSeconds: 3600, medianSeconds: 3600, longestSeconds: 3600 },
    ]);
    expect(await ask(rows, alertSummary, { ...lastDay, to: now - hour + 1000 })).toMatchObject([
      { ...open, totalSeconds: 1 },
    ]);
  });

  test('what happened at the end of a range or after it does not change what the range answers', async () => {
    const rows = anAlert({ raised_ms: now - hour, acknowledged: 20, cleared: 600 });
    const until = (second: number) => ask(rows, alertSummary, { ...lastDay, to: now - hour + second * 1000 });
    expect(await until(20)).toMatchObject([{ stillOpen: 1, medianSecondsToAcknowledge: null }]);
    expect(await until(600)).toMatchObject([{ stillOpen: 1, totalSeconds: 600, medianSecondsToAcknowledge: 20 }]);
    expect(await until(600.001)).toMatchObject([{ stillOpen: 0, totalSeconds: 600 }]);
  });

  test('repeats, and changes in any order, count once', async () => {
    const rows = anAlert({ acknowledged: 10, cleared: 60 });
    const repeated = [...rows, ...rows.map((row) => ({ ...row, dt: '2026-11-24' }))].reverse();
    expect(await ask(repeated, alertSummary, lastDay)).toEqual(await ask(rows, alertSummary, lastDay));
    expect(await ask(repeated, alertSummary, lastDay)).toMatchObject([{ raised: 1, stillOpen: 0 }]);
  });

  test('an alert counts where it was raised in the range, the start included and the end not', async () => {
    const at = (raised_ms: number, device_id: string) => aRow({ raised_ms, device_id, time_ms: now - 2 });
    const rows = [at(now - day - 1, 'before'), at(now - day, 'first'), at(now - 3, 'last'), at(now, 'after')];
    const answered = await ask(rows, alertSummary, lastDay);
    expect(answered).toMatchObject([{ deviceId: 'first' }, { deviceId: 'last' }]);
  });

  test('the first acknowledgement counts, also where the alert had to be acknowledged again', async () => {
    const raised_ms = now - hour;
    const rows = [
      ...anAlert({ acknowledged: 10 }),
      aRow({ raised_ms, number: 4, change: 'acknowledged', time_ms: now - 1, acknowledged_ms: now - 1 }),
    ];
    expect(await ask(rows, alertSummary, lastDay)).toMatchObject([{ medianSecondsToAcknowledge: 10 }]);
  });

  test('a change of no alert is none', async () => {
    expect(await ask([aRow({ raised_ms: null, change: 'disabled' })], alertSummary, lastDay)).toEqual([]);
  });
});

describe('a history of alerts', () => {
  test('has every change once, the newest first', async () => {
    const rows = anAlert({ acknowledged: 10, cleared: 60 });
    const answered = await ask([...rows, ...rows], alertHistory, lastDay);
    expect(answered).toMatchObject([{ change: 'cleared' }, { change: 'acknowledged' }, { change: 'raised' }]);
    expect(answered[1]).toEqual({
      notificationId: 'fever~monitor-01~1795431600000/2',
      alertId: 'fever~monitor-01~1795431600000',
      ...{ change: 'acknowledged', status: 'acknowledged', rule: 'fever', severity: 'warning', step: 0 },
      ...{ summary: 'Fever', deviceId: 'monitor-01', deviceType: 'monitor', site: 'ward-3' },
      ...{ measure: 'temperature', value: 39, unit: 'Cel', time: '2026-11-23T11:00:10.000Z' },
      ...{ raisedAt: '2026-11-23T11:00:00.000Z', acknowledgedAt: '2026-11-23T11:00:10.000Z' },
      ...{ returnedAt: null, clearedAt: null, clearedBecause: null, until: null, byPerson: true },
    });
    expect(answered[0]).toMatchObject({ clearedAt: '2026-11-23T11:01:00.000Z', clearedBecause: 'recovered' });
  });

  test('tells changes of one instant by their number', async () => {
    const rows = [1, 3, 2].map((number) => aRow({ number, time_ms: now - 1, step: number }));
    expect(await ask(rows, alertHistory, lastDay)).toMatchObject([{ step: 3 }, { step: 2 }, { step: 1 }]);
  });

  test('has the changes of the range, the start included and the end not', async () => {
    const rows = [now - day - 1, now - day, now - 1, now].map((time_ms, step) => aRow({ number: step, time_ms, step }));
    expect(await ask(rows, alertHistory, lastDay)).toMatchObject([{ step: 2 }, { step: 1 }]);
  });

  test('has changes that came a day before their time, and up to seven after the end of the range', async () => {
    const came = (dt: string, step: number) => aRow({ number: step, step, time_ms: now - 2 - step, dt });
    const rows = [came('2026-11-20', 0), came('2026-11-21', 1), came('2026-11-30', 2), came('2026-12-01', 3)];
    expect(await ask(rows, alertHistory, lastDay)).toMatchObject([{ step: 1 }, { step: 2 }]);
  });
});

describe.each([
  ['summary', alertSummary],
  ['history', alertHistory],
])('the %s', (_, query) => {
  const devices = async (given: Partial<typeof lastDay>) => {
    const rows = ['monitor-01', 'monitor-02'].flatMap((device_id) =>
      ['fever', 'fever@night', 'apnoea'].map((rule) => aRow({ device_id, rule })),
    );
    const answered = (await ask(rows, query, { ...lastDay, ...given })) as { deviceId: string; rule: string }[];
    return answered.map(({ deviceId, rule }) => `${rule} ${deviceId}`).sort();
  };

  test('is of one rule, of one device, of both or of all', async () => {
    expect(await devices({ rule: 'fever' })).toEqual(['fever monitor-01', 'fever monitor-02']);
    expect(await devices({ device: 'monitor-02' })).toHaveLength(3);
    expect(await devices({ rule: 'fever@night', device: 'monitor-02' })).toEqual(['fever@night monitor-02']);
    expect(await devices({})).toHaveLength(6);
  });

  test("has no other tenant's alerts", async () => {
    expect(await ask([aRow({ tenant: 'ward-b' })], query, lastDay)).toEqual([]);
  });

  test('is of a month at most', () => {
    expect(() => query.check?.({ ...lastDay, from: now - 31 * day })).not.toThrow();
    expect(() => query.check?.({ ...lastDay, from: now - 31 * day - 1 })).toThrow('31 days');
  });
});

test.each([
  ['rule', 'fever@night', 'Fever'],
  ['rule', 'fever-2', "fever' OR 1=1 --"],
  ['device', 'monitor-01:a', '-monitor'],
])('the parameter %s may be %s and not %s', (name, good, bad) => {
  expect(readParameters(alertParameters, { [name]: good }, now, 1000).values).toMatchObject({ [name]: good });
  expect(() => readParameters(alertParameters, { [name]: bad }, now, 1000)).toThrow(name);
  expect(readParameters(alertParameters, {}, now, 1000).values).toMatchObject({ rule: '', device: '' });
});
