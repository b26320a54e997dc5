import type { AlertRule } from '@millrace/shared/contracts/alert-rule';
import type { EnrichedReading } from '@millrace/shared/contracts/enriched-reading';
import { anAlertRule } from '@millrace/shared/testing/an-alert-rule';
import { anEnrichedReading } from '@millrace/shared/testing/an-enriched-reading';
import type { DeviceState, Moved } from './device-state.ts';
import { drive, engineOf, type Input, nothingKnown } from './drive-for-test.ts';

/** A reading of a heart rate at a second. */
const hr = (at: number, value: number, given: Partial<EnrichedReading> = {}): EnrichedReading =>
  anEnrichedReading({
    id: `monitor-01:${at}`,
    time: at * 1000,
    receivedAt: at * 1000 + 700,
    measures: { 'heart-rate': { value } },
    ...given,
  });
const told = ({ news }: Pick<Moved, 'news'>) =>
  news.map(({ notification: { rule, change, time } }) => `${time / 1000}: ${rule} ${change}`);
const nowhere = () => false;
const run = (rules: Partial<AlertRule>[], inputs: readonly Input[], from?: DeviceState) =>
  drive(
    rules.map((given) => anAlertRule(given)),
    inputs,
    from ? { from } : {},
  );

describe('readings', () => {
  test('each rule that selects the device goes its own way', () => {
    const rules = [
      {},
      { id: 'brady', when: { threshold: { measure: 'heart-rate', below: 50 } } },
      { id: 'other', select: { site: 'x' } },
    ];
    const { state, news } = run(rules, [hr(1, 130), hr(2, 40)]);
    expect(told({ news })).toEqual(['1: tachycardia raised', '2: tachycardia cleared', '2: brady raised']);
    expect([...state.rules.keys()]).toEqual(['tachycardia', 'brady']);
    expect(news.map(({ notification }) => notification.notificationId)).toEqual([
      'tachycardia~monitor-01~1000/1',
      'tachycardia~monitor-01~1000/2',
      'brady~monitor-01~2000/1',
    ]);
  });

  test('a reading that changes nothing leaves the very same state', () => {
    const engine = engineOf([anAlertRule()]);
    const nothing = nothingKnown();
    expect(engine.observe(nothing, hr(1, 72), nowhere).state).toBe(nothing);
    const { state } = run([{}], [hr(1, 130)]);
    expect(engine.observe(state, hr(2, 130), nowhere).state).toBe(state);
    expect(engine.observe(state, hr(1, 130), nowhere)).toEqual({ state, news: [] });
  });

  test('a change is told with its group and whether it is loud', () => {
    const group = { by: ['site' as const], window: 60 };
    const quiet = { hours: { zone: 'UTC', from: '00:00', to: '00:01' } };
    expect(run([{ group }], [hr(1, 130)]).news).toMatchObject([{ isLoud: true, group: '60/ward-a/site=ward-3' }]);
    const [silent] = run([{ quiet }], [hr(1, 130)]).news;
    expect([silent?.isLoud, silent && 'group' in silent]).toEqual([false, false]);
  });

  test('the rules in force are named', () => {
    const { news } = engineOf([anAlertRule()], 12).observe(nothingKnown(), hr(1, 130), nowhere);
    expect(news[0]?.notification.rulesVersion).toBe(12);
  });

  test('the lag is that of the last reading that changed anything', () => {
    const { state } = run([{}], [hr(1, 130), hr(2, 130, { receivedAt: 99_000 })]);
    expect(state.lag).toBe(700);
    expect(run([{}], [hr(2, 90, { receivedAt: 99_000 })], state).state.lag).toBe(97_000);
  });

  test('an alert that is on elsewhere is asked for, by device and rule', () => {
    const asked: string[] = [];
    const rule = anAlertRule({ suppress: { label: 'gateway', rule: 'down' } });
    const isOn = (device: string, id: string) => asked.push(`${device} ${id}`) > 0;
    const { state } = engineOf([rule]).observe(nothingKnown(), hr(1, 130, { labels: { gateway: 'gw' } }), isOn);
    expect([state.rules.get('tachycardia')?.life.status, asked]).toEqual(['pending', ['gw down']]);
  });
});

describe('the description of a device', () => {
  test('it is kept of a device that rules know of, as of the reading from which on it holds', () => {
    const { state } = run([{}], [hr(1, 130), hr(2, 130)]);
    expect(state.about).toEqual({
      since: 1000,
      tenant: 'ward-a',
      deviceType: 'bedside-monitor',
      site: 'ward-3',
      labels: {},
    });
    expect(run([{}], [hr(3, 72, { site: 'ward-4' })]).state.about).toBeUndefined();
  });

  test.each<[string, Partial<EnrichedReading>]>([
    ['site', { site: 'ward-4' }],
    ['tenant', { tenant: 'ward-b' }],
    ['device type', { deviceType: 'pump' }],
    ['labels', { labels: { rack: '1' } }],
  ])('another %s is news', (_, given) => {
    const { state } = run([{}], [hr(1, 130), hr(2, 130, given)]);
    expect(state.about).toMatchObject({ since: 2000, ...given });
  });

  test.each([
    [{ rack: '1' }, { rack: '2' }],
    [{ rack: '1' }, {}],
    [{ rack: '1' }, { room: '1' }],
  ])('labels %p are not %p', (before, after) => {
    const { state } = run(
      [{}],
      [
        hr(1, 130, { labels: before as Record<string, string> }),
        hr(2, 130, { labels: after as Record<string, string> }),
      ],
    );
    expect(state.about).toMatchObject({ since: 2000, labels: after });
  });

  test('a late reading does not bring back what the device was before', () => {
    const rules = [
      { id: 'three', select: { site: 'ward-3' }, lateness: 10 },
      { id: 'four', select: { site: 'ward-4' }, lateness: 10 },
    ];
    const moved = [hr(94, 130), hr(105, 130, { site: 'ward-4' })];
    const { state, news } = run(rules, [...moved, hr(96, 130)]);
    expect(told({ news })).toEqual(['94: four raised']);
    expect(state.about).toMatchObject({ since: 105_000, site: 'ward-4' });
    // What is as old as the description is as new.
    expect(run(rules, [...moved, hr(105, 130, { id: 'other' })]).state.about).toMatchObject({ site: 'ward-3' });
  });
});

describe('rules that no longer hold', () => {
  const on = run([{}], [hr(1, 130)]).state;

  test('what is on of a rule that no longer selects the device is over, and its count goes on', () => {
    const { state, news } = run([{ select: { site: 'ward-4' } }], [hr(2, 130)], on);
    expect([told({ news }), state.rules.get('tachycardia')]).toEqual([
      ['2: tachycardia cleared'],
      { at: 2000, number: 2, life: { status: 'normal' } },
    ]);
    expect(news[0]?.notification).toMatchObject({
      clearedBecause: 'rule-withdrawn',
      number: 2,
      summary: 'Heart rate is high',
    });
    const again = run([{ select: { site: 'ward-4' } }], [hr(3, 130)], state);
    expect([again.state, again.news]).toEqual([state, []]);
  });

  test('a disabled rule ends its alerts', () => {
    expect(told(run([{ enabled: false }], [hr(2, 130)], on))).toEqual(['2: tachycardia cleared']);
  });

  test('a rule that left the file is remembered for a day, that none of its numbers is given twice', () => {
    const { state, news } = run([{ id: 'other' }], [hr(2, 72)], on);
    expect([told({ news }), [...state.rules.keys()]]).toEqual([['2: tachycardia cleared'], ['tachycardia']]);
    const day = 86_400;
    const after = (seconds: number) => run([{ id: 'other' }], [hr(seconds, 72)], state).state.rules.keys();
    expect([...after(2 + day)]).toEqual(['tachycardia']);
    expect([...after(2 + day + 1)]).toEqual([]);
  });

  test('a reading no later than what was decided ends nothing, and changes nothing', () => {
    const engine = engineOf([anAlertRule({ id: 'other' })]);
    expect(engine.observe(on, hr(1, 72), nowhere)).toEqual({ state: on, news: [] });
    expect(engine.observe(on, hr(1, 72), nowhere).state).toBe(on);
  });

  test('a condition that has become another one begins anew, one that is the same goes on', () => {
    const silence = (after: number) => [{ when: { silence: { after } } }];
    const { state } = run(silence(10), [hr(1, 72)]);
    const pass = (rules: Partial<AlertRule>[]) => told(run(rules, [{ tick: 100_000 }], state));
    expect(pass(silence(10))).toEqual(['12: tachycardia raised']);
    expect(pass(silence(20))).toEqual([]);
  });
});

describe('time that passes', () => {
  test('durations end without a reading', () => {
    const { state } = run([{ for: 10 }], [hr(1, 130)]);
    expect(engineOf([anAlertRule({ for: 10 })]).dueAt(state)).toBe(11_000);
    expect(told(run([{ for: 10 }], [{ tick: 10_999 }], state))).toEqual([]);
    expect(told(run([{ for: 10 }], [{ tick: 11_000 }], state))).toEqual(['11: tachycardia raised']);
  });

  test('of a device that nothing is known of, nothing passes and nothing is due', () => {
    const engine = engineOf([anAlertRule({ when: { silence: { after: 1 } } })]);
    const nothing = nothingKnown();
    expect(engine.pass(nothing, 1e9, nowhere)).toEqual({ state: nothing, news: [] });
    expect(engine.pass(nothing, 1e9, nowhere).state).toBe(nothing);
    expect(engine.dueAt(nothing)).toBeUndefined();
  });

  test('where nothing is due the state stays the very same', () => {
    const { state } = run([{}], [hr(1, 130)]);
    expect(engineOf([anAlertRule()]).pass(state, 1e9, nowhere).state).toBe(state);
    expect(engineOf([anAlertRule()]).dueAt(state)).toBeUndefined();
  });

  test('the first of what is due in any rule is due', () => {
    const rules = [{ for: 20 }, { id: 'b', for: 10 }, { id: 'c', for: 30 }].map((given) => anAlertRule(given));
    expect(engineOf(rules).dueAt(drive(rules, [hr(1, 130)]).state)).toBe(11_000);
  });
});

describe('lateness', () => {
  const late = [{ lateness: 10 }];
  const engine = engineOf([anAlertRule({ lateness: 10 })]);

  test('readings count in the order of their times once they are complete', () => {
    const { news, state } = run(late, [hr(5, 90), hr(1, 130), hr(3, 130), hr(12, 72)]);
    expect([told({ news }), state.late?.waiting.map(({ time }) => time)]).toEqual([
      ['1: tachycardia raised'],
      [3000, 5000, 12_000],
    ]);
    expect(told(run(late, [hr(15, 72)], state))).toEqual(['5: tachycardia cleared']);
  });

  test('a reading that is too late is ignored', () => {
    const { state } = run(late, [hr(20, 72)]);
    expect(engine.observe(state, hr(10, 130), nowhere).state).toBe(state);
    expect(told(run(late, [hr(10.001, 130), { tick: 29_999 }], state))).toEqual(['10.001: tachycardia raised']);
  });

  test('what waits is due when it is complete, and what was decided later by as much', () => {
    const { state } = run(late, [hr(5, 130), hr(7, 72)]);
    expect(engine.dueAt(state)).toBe(15_000);
    expect(told(run(late, [{ tick: 14_999 }], state))).toEqual([]);
    const passed = run(late, [{ tick: 15_000 }], state);
    expect([told(passed), engine.dueAt(passed.state)]).toEqual([['5: tachycardia raised'], 17_000]);
    expect(engine.dueAt(run(late, [{ tick: 17_000 }], passed.state).state)).toBeUndefined();
    const slow = [{ lateness: 10, for: 5 }];
    const pending = run(slow, [hr(5, 130), { tick: 16_000 }]).state;
    expect(engineOf([anAlertRule({ lateness: 10, for: 5 })]).dueAt(pending)).toBe(20_000);
    expect(told(run(slow, [{ tick: 19_999 }], pending))).toEqual([]);
    expect(told(run(slow, [{ tick: 20_000 }], pending))).toEqual(['10: tachycardia raised']);
  });

  test('a reading later than what time alone has brought is too late, too', () => {
    const passed = run(late, [hr(5, 130), { tick: 40_000 }]).state;
    expect(passed.late?.waiting).toEqual([]);
    expect(engine.observe(passed, hr(30, 72), nowhere).state).toBe(passed);
  });

  test('rules with and without lateness go side by side', () => {
    const rules = [{}, { id: 'late', lateness: 10 }, { id: 'later', lateness: 20 }];
    const inputs = [hr(1, 130), hr(5, 90), hr(11, 90), hr(15, 90), hr(21, 72), hr(25, 72)];
    const expected = [
      '1: tachycardia raised',
      '5: tachycardia cleared',
      '1: late raised',
      '5: late cleared',
      '1: later raised',
      '5: later cleared',
    ];
    const { news, state } = run(rules, inputs);
    expect(told({ news })).toEqual(expected);
    expect(state.late?.waiting[0]?.time).toBe(11_000);
    const engine = engineOf(rules.map((rule) => anAlertRule(rule)));
    // The one waits for 15 s to be complete, the other for 11 s.
    expect(engine.dueAt(state)).toBe(31_000);
  });

  test('when no rule waits any longer, nothing waits', () => {
    const { state } = run(late, [hr(5, 72)]);
    const after = run([{}], [hr(6, 72)], state).state;
    expect(after).not.toHaveProperty('late');
    expect(engineOf([anAlertRule()]).observe(after, hr(7, 72), nowhere).state).toBe(after);
    const lonely = engineOf([anAlertRule()]);
    expect(lonely.dueAt(state)).toBeUndefined();
    expect(lonely.pass(state, 1e6, nowhere).state.late?.waiting).toEqual([]);
  });
});

describe('actions', () => {
  const acknowledge = { kind: 'acknowledge' as const, time: 5000, by: 'nurse' };
  const engine = engineOf([anAlertRule({ renotify: { every: 60, times: 1 } })]);
  const { state: on } = engine.observe(nothingKnown(), hr(1, 130), nowhere);

  test('an action changes its rule, and is told with the next number', () => {
    const acted = engine.act(on, 'tachycardia', acknowledge, nowhere);
    if ('refused' in acted) throw new Error(acted.refused);
    expect(acted.state.rules.get('tachycardia')).toMatchObject({
      at: 1000,
      number: 2,
      life: { status: 'acknowledged' },
    });
    expect(acted.news).toMatchObject([
      { notification: { number: 2, change: 'acknowledged', time: 5000, by: 'nurse' } },
    ]);
    expect(engine.act(acted.state, 'tachycardia', acknowledge, nowhere)).toEqual({ state: acted.state, news: [] });
    const again = engine.act(acted.state, 'tachycardia', acknowledge, nowhere);
    expect('state' in again && again.state).toBe(acted.state);
  });

  test('a comment counts though nothing else changes', () => {
    const acted = engine.act(on, 'tachycardia', { ...acknowledge, kind: 'comment', comment: 'seen' }, nowhere);
    expect(acted).toMatchObject({ news: [{ notification: { number: 2, comment: 'seen' } }] });
    expect('state' in acted && acted.state.rules.get('tachycardia')?.number).toBe(2);
  });

  test('a rule that never touched the device can be snoozed, once another rule has', () => {
    const two = engineOf([
      anAlertRule(),
      anAlertRule({ id: 'calm', when: { threshold: { measure: 'spo2', below: 80 } } }),
    ]);
    const snoozed = two.act(on, 'calm', { kind: 'snooze', time: 5000, by: 'nurse', until: 9000 }, nowhere);
    expect(snoozed).toMatchObject({
      news: [
        { notification: { alertId: 'calm~monitor-01', number: 1, summary: 'Heart rate is high', severity: 'warning' } },
      ],
    });
  });

  test('what cannot be done is refused', () => {
    expect(engine.act(on, 'tachycardia', { ...acknowledge, kind: 'enable' }, nowhere)).toEqual({
      refused: 'not-disabled',
    });
    expect(engine.act(on, 'unheard-of', acknowledge, nowhere)).toEqual({ refused: 'unknown-rule' });
    expect(engine.act(nothingKnown(), 'tachycardia', acknowledge, nowhere)).toEqual({ refused: 'unknown-rule' });
  });

  test('an acknowledgement takes an alert down to the step of its latest value', () => {
    const rule = anAlertRule({
      severity: 'info',
      escalate: [
        { when: { measure: 'heart-rate', above: 150 }, severity: 'warning' },
        { after: 2, severity: 'critical' },
      ],
    });
    const severe = drive([rule], [hr(1, 160), hr(4, 160)]);
    expect(told(severe)).toEqual(['1: tachycardia raised', '1: tachycardia escalated', '3: tachycardia escalated']);
    const acted = engineOf([rule]).act(severe.state, 'tachycardia', acknowledge, nowhere);
    expect(acted).toMatchObject({ news: [{ notification: { step: 1, severity: 'warning' } }] });
  });
});

describe('escalation by a value', () => {
  const escalate = [{ when: { measure: 'spo2', below: 85 }, severity: 'critical' as const }];
  const both = (at: number, value: number, spo2: number) =>
    hr(at, value, { measures: { 'heart-rate': { value }, spo2: { value: spo2 } } });

  test('a value that came before the alert counts, as does one that came while it was pending', () => {
    expect(told(run([{ escalate }], [both(1, 72, 80), hr(2, 130)]))).toEqual([
      '2: tachycardia raised',
      '2: tachycardia escalated',
    ]);
    expect(told(run([{ escalate, for: 5 }], [both(1, 130, 80), { tick: 6000 }]))).toEqual([
      '6: tachycardia raised',
      '6: tachycardia escalated',
    ]);
  });

  test('a relapse by time alone stands where the values are', () => {
    const when = { silence: { after: 1 } };
    const rule = { when, latch: true, escalate: [{ after: 1, severity: 'critical' as const }] };
    const { news } = run([rule], [hr(0, 72), hr(1.5, 72), { tick: 9000 }]);
    expect(told({ news })).toEqual([
      '1.1: tachycardia raised',
      '1.5: tachycardia returned',
      '2.6: tachycardia relapsed',
      '2.6: tachycardia escalated',
    ]);
  });
});

test('quiet hours whose end the clock skips come to an end', () => {
  const quiet = { hours: { zone: 'Europe/Berlin', from: '22:00', to: '02:30' } };
  const night = Date.parse('2025-03-30T00:20:00Z') / 1000;
  const rule = { quiet, renotify: { every: 1200, times: 1 } };
  const { news } = run([rule], [hr(night, 130), { tick: (night + 7200) * 1000 }]);
  expect(news.map(({ notification: { change, time } }) => [change, new Date(time).toISOString()])).toEqual([
    ['raised', '2025-03-30T00:20:00.000Z'],
    ['renotified', '2025-03-30T01:00:00.000Z'],
    ['renotified', '2025-03-30T01:20:00.000Z'],
  ]);
});
