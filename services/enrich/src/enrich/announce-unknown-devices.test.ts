import type { BusEvent } from '@millrace/shared/runtime/put-events';
import { announceUnknownDevices } from './announce-unknown-devices.ts';

const anAnnouncer = (capacity = 10) => {
  const calls: BusEvent[][] = [];
  let broken = false;
  const announce = announceUnknownDevices({
    announce: async (events) => {
      if (broken) throw new Error('InternalFailure');
      calls.push(events);
    },
    capacity,
  });
  const announced = () => calls.flat().map(({ detail }) => (detail as { deviceId: string }).deviceId);
  return { announce, calls, announced, breakBus: (now: boolean) => (broken = now) };
};

test('an unknown device is announced once, however often it sends', async () => {
  const { announce, calls } = anAnnouncer();
  await announce(['pump-1']);
  await announce(['pump-1', 'pump-2']);
  await announce(['pump-1', 'pump-2']);
  expect(calls).toEqual([
    [{ type: 'DeviceUnknown', detail: { deviceId: 'pump-1' } }],
    [{ type: 'DeviceUnknown', detail: { deviceId: 'pump-2' } }],
  ]);
});

test('what the bus did not take is announced again', async () => {
  const { announce, announced, breakBus } = anAnnouncer();
  breakBus(true);
  await expect(announce(['pump-1'])).rejects.toThrow('InternalFailure');
  breakBus(false);
  await announce(['pump-1']);
  expect(announced()).toEqual(['pump-1']);
});

test('only so many are remembered: the one announced longest ago is forgotten first', async () => {
  const { announce, announced } = anAnnouncer(2);
  await announce(['a', 'b', 'c']);
  await announce(['b', 'c']);
  expect(announced()).toEqual(['a', 'b', 'c']);
  await announce(['a']);
  expect(announced()).toEqual(['a', 'b', 'c', 'a']);
});
