import type { AlertNotification } from '@millrace/shared/contracts/alert-notification';
import type { EnrichedReading } from '@millrace/shared/contracts/enriched-reading';
import type { Delivered } from '@millrace/shared/runtime/kinesis-batch';
import type { Message } from '@millrace/shared/runtime/publish-batch';
import { aDelivered } from '@millrace/shared/testing/a-delivered';
import { anAlertRule } from '@millrace/shared/testing/an-alert-rule';
import { anEnrichedReading } from '@millrace/shared/testing/an-enriched-reading';
import { type DeviceRecord, devices } from '../devices/device-record.ts';
import type { DeviceState } from '../engine/device-state.ts';
import { type SendingPorts, sendOutbox } from '../outbox/send-outbox.ts';
import { fromItem, toItem } from '../records/stored-as.ts';
import type { StoringPorts } from '../records/update-record.ts';
import { rulesOf } from '../rules/current-rules.ts';
import { evaluateReadings } from './evaluate-readings.ts';

const reading = (deviceId: string, seconds: number, value: number): EnrichedReading =>
  anEnrichedReading({ deviceId, time: seconds * 1000, measures: { 'heart-rate': { value } } });

/** Delivered one by one, with rising sequence numbers from 1. */
const delivered = (readings: EnrichedReading[]): Delivered<EnrichedReading>[] =>
  readings.map((reading, index) => aDelivered(reading, String(index + 1)));

const inForce = rulesOf({ version: 1, publishedAt: 0, rules: [anAlertRule()] });

type Ports = Omit<SendingPorts, 'join'> & StoringPorts<DeviceState>;

const evaluateWith = ({ load, save, ...sending }: Ports, rules = inForce) =>
  evaluateReadings({
    ...{ load, save, currentRules: async () => rules },
    send: sendOutbox({ ...sending, join: async () => [] }),
  });

/** Table, topic, bus and history as they stay while functions come and go. */
const world = () => {
  const table = new Map<string, ReturnType<typeof toItem>>();
  const topic: AlertNotification[] = [];
  const bus: AlertNotification[] = [];
  const history: AlertNotification[] = [];
  const calls: string[] = [];
  const stored = (id: string): DeviceRecord => {
    const item = table.get(id);
    return item ? fromItem(devices, item) : { id, version: 0, state: devices.empty(id), outbox: [] };
  };
  const ports: Ports = {
    load: async (ids) => {
      calls.push('load');
      return ids.map(stored);
    },
    save: async (record) => {
      calls.push('save');
      if (stored(record.id).version !== record.version) return undefined;
      const next = { ...record, version: record.version + 1 };
      table.set(record.id, toItem(devices, next));
      return next;
    },
    publish: async <T extends Message>(messages: readonly T[]) => {
      calls.push('publish');
      topic.push(...messages.map(({ body }) => JSON.parse(body)));
      return [];
    },
    announce: async (events) => {
      calls.push('announce');
      bus.push(...events.map(({ detail }) => detail as AlertNotification));
    },
    keep: async (changes) => {
      calls.push('keep');
      history.push(...changes);
    },
  };
  return { ports, table, topic, bus, history, calls, stored };
};

const changesOf = (notifications: AlertNotification[]) =>
  notifications.map(({ deviceId, change, raisedAt, clearedAt }) => [deviceId, change, clearedAt ?? raisedAt].join(' '));

const onceEach = (notifications: AlertNotification[]) => [
  ...new Map(notifications.map((each) => [each.notificationId, each])).values(),
];

const quiet = [reading('a', 1, 80), reading('b', 1, 80), reading('a', 2, 80)];
const eventful = [
  reading('a', 1, 130),
  reading('b', 1, 130),
  reading('a', 2, 100),
  reading('c', 2, 80),
  reading('b', 3, 135),
  reading('a', 4, 140),
];
const eventfulHistory = ['a raised 1000', 'a cleared 2000', 'a raised 4000', 'b raised 1000'];

test('readings that change nothing cost one read for all devices and no write', async () => {
  const { ports, calls } = world();
  expect(await evaluateWith(ports)(delivered(quiet))).toEqual({ failed: [], bad: [] });
  expect(calls).toEqual(['load']);
});

test('a device is written once for all its changes and once when they are sent; others are not written', async () => {
  const { ports, calls, topic, bus, history, stored } = world();
  expect(await evaluateWith(ports)(delivered(eventful))).toEqual({ failed: [], bad: [] });
  expect(calls).toEqual(['load', 'save', 'save', 'publish', 'announce', 'keep', 'save', 'save']);
  expect(changesOf(topic)).toEqual(eventfulHistory);
  expect([bus, history]).toEqual([topic, topic]);
  expect(['a', 'b', 'c'].map((id) => [stored(id).version, stored(id).outbox.length])).toEqual([
    [2, 0],
    [2, 0],
    [0, 0],
  ]);
});

test('a batch that comes again costs one read', async () => {
  const { ports, calls, topic } = world();
  const evaluate = evaluateWith(ports);
  await evaluate(delivered(eventful));
  calls.length = 0;
  expect(await evaluate(delivered(eventful))).toEqual({ failed: [], bad: [] });
  expect(calls).toEqual(['load']);
  expect(topic).toHaveLength(4);
});

test('more devices than one read can name are evaluated group by group', async () => {
  const { ports, calls, topic } = world();
  const readings = Array.from({ length: 101 }, (_, index) => reading(`device-${index}`, 1, 130));
  await evaluateWith(ports)(delivered(readings));
  expect(calls.filter((call) => call === 'load')).toHaveLength(2);
  expect(topic).toHaveLength(101);
});

test('a device that changes more often than its outbox can hold is told of in full and in order', async () => {
  const { ports, calls, topic, stored } = world();
  const flapping = Array.from({ length: 1000 }, (_, index) => reading('a', index + 1, index % 2 === 0 ? 130 : 100));
  expect(await evaluateWith(ports)(delivered(flapping))).toEqual({ failed: [], bad: [] });
  expect(topic.map(({ clearedAt, raisedAt }) => clearedAt ?? raisedAt)).toEqual(flapping.map(({ time }) => time));
  expect(calls.filter((call) => call === 'save').length).toBeGreaterThan(4);
  expect(stored('a').outbox).toEqual([]);
});

describe('a function that dies', () => {
  /** Ports of one life of the function: at the given call it dies, before or after the call's effect, and calls no more. */
  const mortal = (ports: Ports, lastCall: number, dies: 'before' | 'after'): Ports => {
    let call = 0;
    const guard = <Input, Output>(port: (input: Input) => Promise<Output>) => {
      return async (input: Input): Promise<Output> => {
        call += 1;
        if (call > lastCall || (call === lastCall && dies === 'before')) throw new Error('dead');
        const output = await port(input);
        if (call >= lastCall) throw new Error('dead');
        return output;
      };
    };
    return {
      load: guard(ports.load),
      save: guard(ports.save),
      publish: guard(ports.publish) as Ports['publish'],
      announce: guard(ports.announce),
      keep: guard(ports.keep),
    };
  };

  const deaths = [1, 2, 3, 4, 5, 6, 7, 8].flatMap((call) => [[call, 'before'] as const, [call, 'after'] as const]);

  test.each(deaths)('at call %d, %s its effect, loses nothing and decides nothing twice', async (call, dies) => {
    const { ports, table, topic, bus, history } = world();
    const undisturbed = world();
    await evaluateWith(undisturbed.ports)(delivered(eventful));

    await expect(evaluateWith(mortal(ports, call, dies))(delivered(eventful))).rejects.toThrow('dead');
    expect(await evaluateWith(ports)(delivered(eventful))).toEqual({ failed: [], bad: [] });

    expect(changesOf(onceEach(topic)).sort()).toEqual([...eventfulHistory].sort());
    expect(changesOf(onceEach(bus)).sort()).toEqual([...eventfulHistory].sort());
    expect(changesOf(onceEach(history)).sort()).toEqual([...eventfulHistory].sort());
    for (const [deviceId, { version: _, ...item }] of undisturbed.table) {
      const { version: __, ...found } = table.get(deviceId) ?? {};
      expect(found).toEqual(item);
    }
  });

  test('after every single step, again and again, still gets through', async () => {
    const { ports, topic, bus } = world();
    for (let call = 1; call <= 8; call++)
      await evaluateWith(mortal(ports, call, 'after'))(delivered(eventful)).catch(() => {});
    expect(await evaluateWith(ports)(delivered(eventful))).toEqual({ failed: [], bad: [] });
    expect(changesOf(onceEach(topic)).sort()).toEqual([...eventfulHistory].sort());
    expect(changesOf(onceEach(bus)).sort()).toEqual([...eventfulHistory].sort());
  });
});

describe('when SNS refuses messages', () => {
  const refusing = (isRefused: (notification: AlertNotification) => boolean) => {
    const around = world();
    const publish: Ports['publish'] = async (messages) => {
      const refused = messages.filter(({ body }) => isRefused(JSON.parse(body)));
      await around.ports.publish(messages.filter((message) => !refused.includes(message)));
      return refused;
    };
    return { ...around, refusing: { ...around.ports, publish } };
  };

  test('the readings of those devices fail, and no others', async () => {
    const { refusing: ports } = refusing(({ deviceId }) => deviceId === 'b');
    const { failed } = await evaluateWith(ports)(delivered(eventful));
    expect(failed.map(({ outer }) => outer)).toEqual(['2', '5']);
  });

  test('only what was refused is published again', async () => {
    const { refusing: refused, ports, topic, bus } = refusing(({ change }) => change === 'cleared');
    await evaluateWith(refused)(delivered(eventful));
    expect(changesOf(topic)).toEqual(['a raised 1000', 'a raised 4000', 'b raised 1000']);
    expect(await evaluateWith(ports)(delivered(eventful))).toEqual({ failed: [], bad: [] });
    expect(changesOf(topic.slice(3))).toEqual(['a cleared 2000']);
    expect(bus).toHaveLength(4);
  });

  test('what was refused is sent with the device’s next reading, though that changes nothing', async () => {
    const { refusing: refused, ports, topic } = refusing(() => true);
    await evaluateWith(refused)(delivered([reading('a', 1, 130)]));
    await evaluateWith(ports)(delivered([reading('a', 2, 130)]));
    expect(changesOf(topic)).toEqual(['a raised 1000']);
  });
});

test('what the topic took is not published again when the bus fails', async () => {
  const { ports, topic, bus } = world();
  const announce = async () => {
    throw new Error('EventBridge refused an event');
  };
  const evaluate = evaluateWith({ ...ports, announce });
  await expect(evaluate(delivered(eventful))).rejects.toThrow('EventBridge refused an event');
  await expect(evaluate(delivered(eventful))).rejects.toThrow('EventBridge refused an event');
  expect(await evaluateWith(ports)(delivered(eventful))).toEqual({ failed: [], bad: [] });
  expect([topic.length, bus.length]).toEqual([4, 4]);
});

describe('when another environment is faster', () => {
  /** Lets the other one evaluate these readings just before our n-th write. */
  const overtaken = (otherReadings: EnrichedReading[], writes: number[]) => {
    const around = world();
    let write = 0;
    const save: Ports['save'] = async (record) => {
      write += 1;
      if (writes.includes(write)) await evaluateWith(around.ports)(delivered(otherReadings));
      return around.ports.save(record);
    };
    return { ...around, overtaken: { ...around.ports, save } };
  };

  test('readings are evaluated on what that one stored', async () => {
    const { overtaken: ports, topic, stored } = overtaken([reading('a', 1, 130)], [1]);
    const { failed } = await evaluateWith(ports)(delivered([reading('a', 2, 135), reading('a', 3, 100)]));
    expect(failed).toEqual([]);
    expect(changesOf(topic)).toEqual(['a raised 1000', 'a cleared 3000']);
    expect(stored('a').state.rules.get('tachycardia')).toEqual({ at: 3000, number: 2, life: { status: 'normal' } });
  });

  test('the same readings are decided once', async () => {
    const { overtaken: ports, topic } = overtaken(eventful, [1]);
    await evaluateWith(ports)(delivered(eventful));
    expect(changesOf(onceEach(topic)).sort()).toEqual([...eventfulHistory].sort());
  });

  test('what that one has added to the outbox is not struck out with ours', async () => {
    const { ports, topic, stored } = world();
    let write = 0;
    const save: Ports['save'] = async (record) => {
      write += 1;
      const mute = { ...ports, publish: async <T>(messages: readonly T[]) => [...messages] };
      if (write === 2) await evaluateWith(mute)(delivered([reading('a', 2, 100)]));
      return ports.save(record);
    };
    const { failed } = await evaluateWith({ ...ports, save })(delivered([reading('a', 1, 130)]));
    expect(changesOf(topic)).toEqual(['a raised 1000']);
    expect(changesOf(stored('a').outbox.map(({ notification }) => notification))).toEqual(['a cleared 2000']);
    expect(failed).toHaveLength(1);
  });

  test('every time, the batch fails and comes again', async () => {
    const { ports } = world();
    const save = async () => undefined;
    await expect(evaluateWith({ ...ports, save })(delivered(eventful))).rejects.toThrow('overtaken 5 times');
  });
});

test('a broken table fails the batch before anything is sent', async () => {
  const { ports, topic } = world();
  const save = async () => {
    throw new Error('ThrottlingException');
  };
  await expect(evaluateWith({ ...ports, save })(delivered(eventful))).rejects.toThrow('ThrottlingException');
  expect(topic).toEqual([]);
});

test('no alert is created of a device whose gateway is down, and the gateway is looked up for no other', async () => {
  const offline = anAlertRule({ id: 'down', select: { deviceType: 'gateway' } });
  const suppress = { label: 'gateway', rule: 'down' };
  const child = anAlertRule({ select: { deviceType: 'bedside-monitor' }, suppress });
  const { ports, topic, calls } = world();
  const evaluate = evaluateWith(ports, rulesOf({ version: 1, publishedAt: 0, rules: [offline, child] }));
  await evaluate(delivered([{ ...reading('gateway-1', 1, 140), deviceType: 'gateway' }]));
  expect(calls.filter((call) => call === 'load')).toHaveLength(1);
  const labels = { gateway: 'gateway-1' };
  await evaluate(delivered([{ ...reading('a', 2, 140), labels }, reading('b', 2, 140)]));
  expect(calls.filter((call) => call === 'load')).toHaveLength(3);
  expect(changesOf(topic)).toEqual(['gateway-1 raised 1000', 'b raised 2000']);
});
