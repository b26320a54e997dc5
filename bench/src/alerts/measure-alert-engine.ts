import { effectiveRules } from '@millrace/shared/alert-rules/effective-rules';
import type { AlertRule } from '@millrace/shared/contracts/alert-rule';
import type { EnrichedReading } from '@millrace/shared/contracts/enriched-reading';
import { anEnrichedReading } from '@millrace/shared/testing/an-enriched-reading';
import { devices } from '../../../services/alerts/src/devices/device-record.ts';
import { deviceEngine } from '../../../services/alerts/src/engine/device-engine.ts';
import type { DeviceState } from '../../../services/alerts/src/engine/device-state.ts';
import { answer } from '../in-own-process.ts';
import { median } from '../median.ts';
import { aRule, conditions, mixedRules, thresholds } from './alert-rules.ts';

export type Rate = { name: string; rules: number; readingsPerSecond: number };

export type AlertEngineResult = {
  /** Readings by CPU seconds, medians over the rounds: those that change nothing, and those across all limits and back each ten minutes. */
  quiet: Rate[];
  eventful: Rate[];
  /** Bytes of JSON that a rule of a kind takes in the state of a device: after quiet readings, and at most with an alert on. */
  bytes: { kind: string; quiet: number; on: number }[];
};

/** Readings of a bedside monitor each five seconds; `swing` takes its vitals across all limits and back. */
const readingsOf = (count: number, swing: number): EnrichedReading[] =>
  Array.from({ length: count }, (_, index) => {
    const phase = swing * Math.sin((index / 120) * 2 * Math.PI);
    const time = 1_764_000_000_000 + index * 5000;
    return anEnrichedReading({
      id: `monitor-01:${index}`,
      time,
      receivedAt: time + 300,
      measures: {
        'heart-rate': { value: Math.round(80 + 60 * phase), unit: '/min', code: 'loinc|8867-4' },
        'resp-rate': { value: Math.round(14 + 10 * phase), unit: '/min', code: 'loinc|9279-1' },
        spo2: { value: Math.round(97 - 7 * phase), unit: '%', code: 'loinc|59408-5' },
        temp: { value: 36.8, unit: 'Cel', code: 'loinc|8310-5' },
      },
    });
  });

const isOn = () => false;
const nothing = (): DeviceState => ({ deviceId: 'monitor-01', rules: new Map() });
const engineOf = (rules: AlertRule[]) => deviceEngine(effectiveRules({ version: 1, publishedAt: 0, rules }));

const rounds = 9;
const warmUp = 3;

const rateOf = (name: string, rules: AlertRule[], swing: number): Rate => {
  const { observe } = engineOf(rules);
  const readings = readingsOf(Math.max(2400, Math.ceil(200_000 / rules.length)), swing);
  const perSecond: number[] = [];
  for (let round = 0; round < rounds; round++) {
    let state = nothing();
    const before = process.cpuUsage();
    for (const reading of readings) state = observe(state, reading, isOn).state;
    const { user, system } = process.cpuUsage(before);
    if (round >= warmUp) perSecond.push(readings.length / ((user + system) / 1e6));
  }
  return { name, rules: rules.length, readingsPerSecond: median(perSecond) };
};

const ratesAt = (swing: number): Rate[] => [
  ...[1, 10, 64].map((count) => rateOf('thresholds', thresholds(count), swing)),
  ...[10, 64].map((count) => rateOf('mixed kinds', mixedRules(count), swing)),
];

/** Of the rule's own part of the item, its name in it included. */
const bytesOf = ({ rules }: DeviceState): number =>
  Buffer.byteLength(devices.write({ deviceId: '', rules })) -
  Buffer.byteLength(devices.write({ deviceId: '', rules: new Map() }));

/** An alert comes on with swinging vitals, with an error line in each reading, or with no reading for an hour. */
const bytes = Object.entries(conditions).map(([kind, when]) => {
  const engine = engineOf([aRule(`ward-3-${kind}`, when)]);
  let quiet = nothing();
  for (const reading of readingsOf(240, 0)) quiet = engine.observe(quiet, reading, isOn).state;
  let state = nothing();
  let on = 0;
  for (const reading of readingsOf(240, 1)) {
    const log = { severity: 'ERROR' as const, body: 'Lead off' };
    state = engine.observe(state, { ...reading, log }, isOn).state;
    on = Math.max(on, bytesOf(state));
  }
  on = Math.max(on, bytesOf(engine.pass(state, 1_764_000_000_000 + 3_600_000, isOn).state));
  return { kind, quiet: bytesOf(quiet), on };
});

const result: AlertEngineResult = { quiet: ratesAt(0), eventful: ratesAt(1), bytes };
answer(result);
