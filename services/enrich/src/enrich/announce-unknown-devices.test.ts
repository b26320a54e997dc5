import type { DeviceUnknown } from '@millrace/shared/contracts/bus-events';
import { markerObjects } from '@millrace/shared/runtime/marker-objects';
import type { BusEvent } from '@millrace/shared/runtime/put-events';
import { aBucket } from '@millrace/shared/testing/a-bucket';
import { announceUnknownDevices } from './announce-unknown-devices.ts';

const morning = Date.UTC(2026, 10, 23, 9);
const day = 86_400_000;

/** A bus and a bucket, and execution environments that share them and a clock. */
const aWorld = () => {
  const bucket = aBucket();
  const events: BusEvent[] = [];
  let time = morning;
  let broken = false;
  return {
    bucket,
    anEnvironment: (capacity = 10) =>
      announceUnknownDevices({
        announce: async (batch) => {
          if (broken) throw new Error('InternalFailure');
          events.push(...batch);
        },
        markers: markerObjects(bucket),
        now: () => time,
        capacity,
      }),
    events,
    announced: () => events.splice(0).map(({ detail }) => (detail as DeviceUnknown).deviceId),
    breakBus: (now: boolean) => {
      broken = now;
    },
    wait: (milliseconds: number) => {
      time += milliseconds;
    },
  };
};
const unknown = (deviceId: string, reason: DeviceUnknown['reason'] = 'not-registered') => ({ deviceId, reason });

test('an unknown device is announced once, with its reason, however often it sends', async () => {
  const { anEnvironment, events, bucket } = aWorld();
  const announce = anEnvironment();
  await announce([unknown('pump-1')]);
  await announce([unknown('pump-1'), unknown('pump-2', 'before-first-version')]);
  bucket.asked();
  await announce([unknown('pump-1'), unknown('pump-2', 'before-first-version')]);
  expect(events).toEqual([
    { type: 'DeviceUnknown', detail: { deviceId: 'pump-1', reason: 'not-registered' } },
    { type: 'DeviceUnknown', detail: { deviceId: 'pump-2', reason: 'before-first-version' } },
  ]);
  expect(bucket.asked()).toEqual([]);
});

test('what one execution environment announced, no other announces', async () => {
  const { anEnvironment, announced, bucket } = aWorld();
  await anEnvironment()([unknown('pump-1')]);
  expect(bucket.asked().map((each) => each.split(' ')[0])).toEqual(['HEAD', 'PUT']);
  await anEnvironment()([unknown('pump-1'), unknown('pump-2')]);
  expect(announced()).toEqual(['pump-1', 'pump-2']);
});

test('a device that stays unknown is announced again the next day, and at once for another reason', async () => {
  const { anEnvironment, announced, wait } = aWorld();
  const announce = anEnvironment();
  await announce([unknown('pump-1')]);
  wait(day / 2);
  await announce([unknown('pump-1'), unknown('pump-1', 'device-type-unknown')]);
  expect(announced()).toEqual(['pump-1', 'pump-1']);
  wait(day / 2);
  await announce([unknown('pump-1')]);
  expect(announced()).toEqual(['pump-1']);
});

test('what the bus did not take is announced again', async () => {
  const { anEnvironment, announced, breakBus, bucket } = aWorld();
  const announce = anEnvironment();
  breakBus(true);
  await expect(announce([unknown('pump-1')])).rejects.toThrow('InternalFailure');
  expect(bucket.objects.size).toBe(0);
  breakBus(false);
  await announce([unknown('pump-1')]);
  expect(announced()).toEqual(['pump-1']);
});

test('what was announced and not marked is announced again rather than never', async () => {
  const { anEnvironment, announced, bucket } = aWorld();
  const announce = anEnvironment();
  bucket.fail('PUT');
  await expect(announce([unknown('pump-1')])).rejects.toThrow('AccessDenied');
  bucket.fail(undefined);
  await announce([unknown('pump-1')]);
  await announce([unknown('pump-1')]);
  expect(announced()).toEqual(['pump-1', 'pump-1']);
});

test('more devices than S3 is asked for at once are all announced', async () => {
  const { anEnvironment, announced } = aWorld();
  const ids = Array.from({ length: 120 }, (_, index) => `pump-${index}`);
  await anEnvironment(1000)(ids.map((deviceId) => unknown(deviceId)));
  expect(announced()).toEqual(ids);
});

test('only so many are remembered, and what is forgotten is looked up, not announced', async () => {
  const { anEnvironment, announced, bucket } = aWorld();
  const announce = anEnvironment(2);
  await announce(['a', 'b', 'c'].map((id) => unknown(id)));
  bucket.asked();
  await announce(['b', 'c'].map((id) => unknown(id)));
  expect(bucket.asked()).toEqual([]);
  await announce([unknown('a')]);
  expect(bucket.asked()).toEqual(['HEAD unknown-devices/2026-11-23/not-registered/a']);
  expect(announced()).toEqual(['a', 'b', 'c']);
});
