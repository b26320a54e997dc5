import { readEnvironment } from '@millrace/shared/runtime/environment';
import { kinesisBatch } from '@millrace/shared/runtime/kinesis-batch';
import { keepSetAside } from '@millrace/shared/set-aside/keep-set-aside';
import type { DeviceState } from '../../../services/alerts/src/engine/device-state.ts';
import { environment as evaluateEnvironment } from '../../../services/alerts/src/evaluate/config.ts';
import { evaluateReadings } from '../../../services/alerts/src/evaluate/evaluate-readings.ts';
import { parseEnrichedReading } from '../../../services/alerts/src/evaluate/parse-enriched-reading.ts';
import type { SettlingPorts } from '../../../services/alerts/src/records/settle-records.ts';
import { environment as wakeEnvironment } from '../../../services/alerts/src/wake/config.ts';
import { dueKeys } from '../../../services/alerts/src/wake/due-keys.ts';
import { everySoOften } from '../../../services/alerts/src/wake/every-so-often.ts';
import { wakeRecords } from '../../../services/alerts/src/wake/wake-records.ts';
import { wireAlerting } from '../../../services/alerts/src/wire-alerting.ts';
import type { Wiring } from '../environment.ts';
import { deployed, type Wirings } from '../wirings.ts';

type Devices = SettlingPorts<DeviceState>;

/** The function with something wrong in what it keeps of devices, or in how it tells of them. */
const evaluateWith =
  (change: (devices: Devices) => Devices): Wiring =>
  (variables, world) => {
    const config = readEnvironment(evaluateEnvironment, variables);
    const { s3, announce, devices, currentRules } = wireAlerting(config, world);
    return kinesisBatch({
      parse: parseEnrichedReading,
      work: evaluateReadings({ ...change(devices), currentRules }),
      keep: keepSetAside({ s3, bucket: config.SET_ASIDE_BUCKET, by: 'alerts-evaluate', announce, now: world.now }),
    }) as ReturnType<Wiring>;
  };

const wakeWith =
  (change: (devices: Devices) => Devices): Wiring =>
  (variables, world) => {
    const config = readEnvironment(wakeEnvironment, variables);
    const { dynamoDb, ...alerting } = wireAlerting(config, world);
    const work = wakeRecords({
      ...alerting,
      devices: change(alerting.devices),
      due: dueKeys({ client: dynamoDb, table: config.ALERT_STATES_TABLE }),
      now: world.now,
      underWay: config.UNDER_WAY_SECONDS * 1000,
    });
    const often = everySoOften({ now: world.now, pause: world.retry.pause, every: config.PASS_SECONDS * 1000 });
    return often(({ slots }: { slots: string }) => work([...slots])) as ReturnType<Wiring>;
  };

const bothWith = (change: (devices: Devices) => Devices): Wirings => ({
  functions: { ...deployed.functions, '-evaluate': evaluateWith(change), '-wake': wakeWith(change) },
});

/** A crash between the two, and nobody knows that there was anything to tell. */
export const strikeOutBeforeSending = bothWith((devices) => ({
  ...devices,
  async save(record) {
    const saved = await devices.save({ ...record, outbox: [] });
    return saved && { ...saved, outbox: record.outbox };
  },
}));

export const sendAndNeverStoreThatItIsDue: Wirings = {
  functions: {
    ...deployed.functions,
    '-wake': wakeWith((devices) => ({
      ...devices,
      save: async (record) => ({ ...record, version: record.version + 1 }),
    })),
  },
};

/** Whatever is decided twice has two names then. */
export const nameAtRandom = bothWith((devices) => ({
  ...devices,
  send: (outbox, sent) => {
    const renamed = outbox.map((unsent) => {
      const number = String(Math.random()).slice(2, 8);
      const { notification } = unsent;
      return { ...unsent, notification: { ...notification, notificationId: `${notification.alertId}/${number}` } };
    });
    return devices.send(renamed, sent).then(() => {
      for (const { notification } of outbox)
        for (const channel of Object.values(sent)) channel.add(notification.notificationId);
    });
  },
}));

/** Not kept, so a decision that was overtaken has been told of all the same. */
export const sendBeforeStoring = bothWith((devices) => ({
  ...devices,
  async save(record) {
    const nowhere = {
      topic: new Set<string>(),
      group: new Set<string>(),
      bus: new Set<string>(),
      history: new Set<string>(),
    };
    await devices.send(record.outbox, nowhere);
    return devices.save(record);
  },
}));

export const takeAllForSent = bothWith((devices) => ({
  ...devices,
  async send(outbox, sent) {
    await devices.send(outbox, sent).catch(() => {});
    for (const { notification } of outbox)
      for (const channel of Object.values(sent)) channel.add(notification.notificationId);
  },
}));

export const stopAtTheFirstConflict = bothWith((devices) => ({
  ...devices,
  save: async (record) => (await devices.save(record)) ?? record,
}));
