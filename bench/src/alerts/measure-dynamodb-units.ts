import type { AlertRule } from '@millrace/shared/contracts/alert-rule';
import type { EnrichedReading } from '@millrace/shared/contracts/enriched-reading';
import type { Item } from '@millrace/shared/runtime/get-items';
import { aDelivered } from '@millrace/shared/testing/a-delivered';
import { anAlertRule } from '@millrace/shared/testing/an-alert-rule';
import { anEnrichedReading } from '@millrace/shared/testing/an-enriched-reading';
import { seededRandom } from '../../../sandbox/src/devices/seeded-random.ts';
import { devices } from '../../../services/alerts/src/devices/device-record.ts';
import type { DeviceState } from '../../../services/alerts/src/engine/device-state.ts';
import { evaluateReadings } from '../../../services/alerts/src/evaluate/evaluate-readings.ts';
import type { Kept } from '../../../services/alerts/src/records/kept.ts';
import { fromItem, toItem } from '../../../services/alerts/src/records/stored-as.ts';
import { rulesOf } from '../../../services/alerts/src/rules/current-rules.ts';
import { answer } from '../in-own-process.ts';

/** Units for a million readings, and USD at the list prices of us-east-1, on demand. */
export type UnitsResult = Record<string, { reads: number; writes: number; usd: number; itemBytes: number }>;

const deviceCount = 100;
const seconds = 1_000;

/** USD a million, on demand: FACTS of the price list, 2026-11. */
const prices = { reads: 0.125, writes: 0.625 };

const quiet = anAlertRule();
const silent = anAlertRule({ id: 'silent', when: { silence: { measure: 'heart-rate', after: 60 } } });
const unusual = anAlertRule({ id: 'unusual', when: { anomaly: { measure: 'heart-rate', above: 0.75 } } });
const late = anAlertRule({ id: 'late', lateness: 30 });

/** Rules, and seconds between two batches in which a device has readings. */
const cases: Record<string, { rules: AlertRule[]; window: number }> = {
  'thresholds, batches of 1 s': { rules: [quiet], window: 1 },
  'thresholds, batches of 5 s': { rules: [quiet], window: 5 },
  'and silence of 60 s, batches of 1 s': { rules: [quiet, silent], window: 1 },
  'and anomaly, batches of 1 s': { rules: [quiet, silent, unusual], window: 1 },
  'and anomaly, batches of 5 s': { rules: [quiet, silent, unusual], window: 5 },
  'thresholds with lateness of 30 s, batches of 5 s': { rules: [late], window: 5 },
};

/** A reading a second of each device; one in five hundred begins an alert of half a minute. */
const measure = async ({ rules, window }: { rules: AlertRule[]; window: number }) => {
  const table = new Map<string, Item>();
  let [reads, writes] = [0, 0];
  const inForce = rulesOf({ version: 1, publishedAt: 0, rules });
  const evaluate = evaluateReadings({
    currentRules: async () => inForce,
    async load(ids) {
      return ids.map((id): Kept<DeviceState> => {
        const item = table.get(id);
        reads += Math.max(1, Math.ceil(sizeOf(item ?? {}) / 4096));
        return item ? fromItem(devices, item) : { id, version: 0, state: devices.empty(id), outbox: [] };
      });
    },
    async save(record) {
      const next = { ...record, version: record.version + 1 };
      const item = toItem(devices, next);
      const before = table.get(record.id);
      writes += Math.ceil(sizeOf(item) / 1024) + indexWrites(before, item);
      table.set(record.id, item);
      return next;
    },
    async send(outbox, sent) {
      for (const { notification } of outbox) {
        for (const channel of Object.values(sent)) channel.add(notification.notificationId);
        writes += 1;
      }
    },
  });
  const random = seededRandom(1);
  const feverUntil = new Map<string, number>();
  for (let from = 0; from < seconds; from += window) {
    const readings: EnrichedReading[] = [];
    for (let second = from; second < from + window; second++)
      for (let index = 0; index < deviceCount; index++) {
        const deviceId = `monitor-${index}`;
        if (random() < 1 / 500) feverUntil.set(deviceId, second + 30);
        const value = (feverUntil.get(deviceId) ?? 0) > second ? 140 : 70 + Math.floor(random() * 10);
        const time = 1_764_000_000_000 + second * 1000 + index;
        readings.push(
          anEnrichedReading({
            ...{ id: `${deviceId}:${second}`, deviceId, time, receivedAt: time + 300 },
            measures: { 'heart-rate': { value, unit: '/min' } },
          }),
        );
      }
    await evaluate(readings.map((reading) => aDelivered(reading)));
  }
  const million = 1e6 / (deviceCount * seconds);
  const itemBytes = Math.round([...table.values()].reduce((sum, item) => sum + sizeOf(item), 0) / deviceCount);
  const [perMillionReads, perMillionWrites] = [Math.round(reads * million), Math.round(writes * million)];
  return {
    reads: perMillionReads,
    writes: perMillionWrites,
    usd: (perMillionReads * prices.reads + perMillionWrites * prices.writes) / 1e6,
    itemBytes,
  };
};

/** An index that projects its keys only is written to when a key comes, goes (one unit) or changes (two). */
const indexWrites = (before: Item | undefined, item: Item): number =>
  ['wakeAt', 'alerting'].reduce((units, name) => {
    const [was, is] = [JSON.stringify(before?.[name]), JSON.stringify(item[name])];
    return units + (was === is ? 0 : Number(was !== undefined) + Number(is !== undefined));
  }, 0);

const sizeOf = (item: Item): number =>
  Object.entries(item).reduce(
    (size, [name, { S = '', N = '', B }]) => size + name.length + Buffer.byteLength(S) + N.length + (B?.length ?? 0),
    0,
  );

const result: UnitsResult = {};
for (const [name, each] of Object.entries(cases)) result[name] = await measure(each);
answer(result);
