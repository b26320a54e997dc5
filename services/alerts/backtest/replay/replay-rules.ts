import type { AlertRules } from '@millrace/shared/contracts/alert-rule';
import type { EnrichedReading } from '@millrace/shared/contracts/enriched-reading';
import { decideOnDevice, isOnIn } from '../../src/devices/decide-on-device.ts';
import { type DeviceRecord, devices } from '../../src/devices/device-record.ts';
import type { IsOn, News } from '../../src/engine/device-state.ts';
import { rulesOf } from '../../src/rules/current-rules.ts';
import { asDeployed, type Looking } from './as-deployed.ts';
import { lookQueue } from './look-queue.ts';

type Ports = {
  rules: AlertRules;
  looking?: Looking;
  /** Hears what the stage would have kept and told, and when it would have known (wall clock, epoch ms). */
  onNews: (news: News, at: number) => void;
};

/**
 * Runs rules over readings that come in the order of their arrival, as the functions `evaluate` and `wake` do over streams
 * and clocks: the same engine, the same decisions on when to look again, one device's alerts known to the others as of then.
 * Holds the state of each device that a rule remembers something of, and nothing of the readings.
 */
export const replayRules = ({ rules, looking: { underWay, every } = asDeployed, onNews }: Ports) => {
  const { engine } = rulesOf(rules);
  const records = new Map<string, DeviceRecord>();
  const looks = lookQueue();

  const recordOf = (id: string): DeviceRecord =>
    records.get(id) ?? { id, version: 0, state: devices.empty(id), outbox: [] };
  const isOn: IsOn = (deviceId, ruleId) => isOnIn([recordOf(deviceId)])(deviceId, ruleId);
  const tell = (news: readonly News[], at: number): void => {
    for (const each of news) onNews(each, at);
  };

  /** The first look at which the timers' index shows what is due then. */
  const lookFor = (dueAt: number): number => Math.ceil((dueAt + underWay) / every) * every;

  const look = (deviceId: string, at: number): void => {
    const before = records.get(deviceId);
    // Put off since: what is due then has a look of its own.
    if (before?.dueAt === undefined || lookFor(before.dueAt) > at) return;
    const { record } = decideOnDevice<number>({
      engine,
      step(state, now) {
        const moved = engine.pass(state, now - underWay - (state.lag ?? 0), isOn);
        tell(moved.news, at);
        return moved;
      },
      nowAt: (now) => now,
      leavesTimers: false,
    })(before, [at]);
    records.set(deviceId, { ...record, outbox: [] });
    if (record.dueAt !== undefined) looks.add({ at: Math.max(lookFor(record.dueAt), at + every), deviceId });
  };

  /** Lets the wall clock come to `time`. */
  const passTo = (time: number): void => {
    for (let next = looks.take(time); next; next = looks.take(time)) look(next.deviceId, next.at);
  };

  return {
    passTo,
    take(reading: EnrichedReading): void {
      const { deviceId, receivedAt } = reading;
      passTo(receivedAt - 1);
      const before = recordOf(deviceId);
      const moved = engine.observe(before.state, reading, isOn);
      if (moved.state === before.state) return;
      tell(moved.news, receivedAt);
      const { record } = decideOnDevice<EnrichedReading>({
        engine,
        step: () => moved,
        nowAt: () => receivedAt,
        leavesTimers: true,
      })(before, [reading]);
      records.set(deviceId, { ...record, outbox: [] });
      if (record.dueAt !== undefined && record.dueAt !== before.dueAt)
        looks.add({ at: lookFor(record.dueAt), deviceId });
    },
  };
};
