import type { AlertNotification } from '@millrace/shared/contracts/alert-notification';
import type { AlertRule } from '@millrace/shared/contracts/alert-rule';
import type { EnrichedReading } from '@millrace/shared/contracts/enriched-reading';
import fc from 'fast-check';
import { decideOnDevice } from '../devices/decide-on-device.ts';
import { type DeviceRecord, devices } from '../devices/device-record.ts';
import { evaluateDevice } from '../evaluate/evaluate-device.ts';
import { fromItem, toItem } from '../records/stored-as.ts';
import { anyReadings, start } from './any-readings-for-test.ts';
import { anyRules } from './any-rules-for-test.ts';
import { drive, engineOf, nothingKnown } from './drive-for-test.ts';

const numRuns = Number(process.env.RUNS ?? 150);
const end = start + 3 * 3_600_000;

/** Takes a device through batches as the functions do: decides, stores, sends what there is to tell, and goes on from what is stored. */
const kept = (rules: AlertRule[], batches: readonly EnrichedReading[][], room: number | undefined) => {
  const engine = engineOf(rules);
  const isOn = () => false;
  const told: AlertNotification[] = [];
  let record: DeviceRecord = { id: 'monitor-01', version: 0, state: nothingKnown(), outbox: [] };
  const settle = <Input>(decide: ReturnType<typeof decideOnDevice<Input>>, inputs: readonly Input[]): void => {
    for (let left = inputs; left.length > 0; ) {
      const decision = decide(record, left);
      left = left.slice(decision.done);
      const stored = fromItem(devices, toItem(devices, decision.record));
      told.push(...stored.outbox.map(({ notification }) => notification));
      record = { ...stored, outbox: [] };
    }
  };
  for (const batch of batches) settle(evaluateDevice(engine, isOn, room), batch);
  const wake = decideOnDevice<number>({
    engine,
    step: (state, time) => engine.pass(state, time, isOn),
    nowAt: (time) => time,
    leavesTimers: false,
    ...(room === undefined ? {} : { room }),
  });
  settle(wake, [end]);
  return { told, state: record.state };
};

test('readings in any batches, kept as JSON in between, with an outbox of any size, make one history', () => {
  const drawn = fc
    .record({
      rules: fc.oneof(anyRules({ late: false }), anyRules({ late: true })),
      readings: anyReadings(),
      cuts: fc.array(fc.nat({ max: 30 }), { maxLength: 6 }),
      room: fc.constantFrom(undefined, 1, 1500),
    })
    .map(({ cuts, readings, ...given }) => {
      const edges = [...new Set([0, ...cuts.map((cut) => cut % readings.length)])].sort((a, b) => a - b);
      return { ...given, readings, batches: edges.map((edge, index) => readings.slice(edge, edges[index + 1])) };
    });
  fc.assert(
    fc.property(drawn, ({ rules, readings, batches, room }) => {
      const { told, state } = kept(rules, batches, room);
      const whole = drive(rules, [...readings, { tick: end }]);
      expect(told).toEqual(whole.news.map(({ notification }) => notification));
      expect(state).toEqual(whole.state);
    }),
    { numRuns },
  );
});
