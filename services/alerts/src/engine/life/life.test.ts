import type { EffectiveRule } from '@millrace/shared/alert-rules/effective-rule';
import { type Action, act } from './act.ts';
import type { Change, Step } from './change.ts';
import { awaken, lifeDue, meet } from './deadlines.ts';
import { clear } from './end.ts';
import { escalationDue, stand, standAt, stepOf } from './escalate.ts';
import { groupOf } from './group-of.ts';
import { hear } from './hear.ts';
import { type Active, type Alert, alertIn, type Life, normal, type Snoozed, severityOf } from './life.ts';
import { raiseDue } from './raise.ts';
import type { Setting } from './setting.ts';
import { silently } from './silently.ts';
import { anAlert, settingOf as stage } from './stage-for-test.ts';

/** Without anything that the tests here are not about. */
const settingOf = (rule: Partial<EffectiveRule> = {}, given: Partial<Setting> = {}): Setting => {
  const { renotify: _, escalate: __, suppress: ___, ...plain } = stage().rule;
  return { ...stage({}, given), rule: { ...plain, for: 0, clearFor: 0, ...rule } };
};

const active = (alert: Partial<Alert> = {}): Active => ({ status: 'active', alert: anAlert(alert) });
const snoozed = (was: Snoozed['was'], until = 9000): Snoozed => ({ status: 'snoozed', until, was });
const done = (setting: Setting, life: Life, action: Partial<Action>): Step => {
  const step = act(setting, life, { time: 7000, by: 'nurse', ...action } as Action);
  if ('refused' in step) throw new Error(step.refused);
  return step;
};
const told = ({ changes }: Step) =>
  changes.map(({ change, isLoud, time }) => `${time / 1000}: ${change}${isLoud ? '!' : ''}`);
const breach = (time: number) => ({ time, truth: 'breach' as const, value: 130, unit: '/min' });
const clearSignal = (time: number) => ({ time, truth: 'clear' as const, value: 90, unit: '/min' });

/** Quiet from 5 s to 10 s, for all below critical. */
const quietUntil: Setting['quietUntil'] = (severity, time) =>
  severity !== 'critical' && time >= 5000 && time < 10_000 ? 10_000 : undefined;

describe('raising', () => {
  test('an alert keeps what the device and the rule were, and the value with which the breach began', () => {
    const { life, changes } = hear(settingOf({ group: { by: ['site'], window: 60 } }), normal, breach(4000));
    expect(life).toEqual({
      status: 'active',
      alert: {
        raisedAt: 4000,
        summary: 'Heart rate is high',
        tenant: 'ward-a',
        deviceType: 'bedside-monitor',
        site: 'ward-3',
        measure: 'heart-rate',
        severities: ['warning'],
        group: '60/ward-a/site=ward-3',
      },
    });
    expect(changes).toEqual([
      { change: 'raised', status: 'active', time: 4000, isLoud: true, alert: alertIn(life), value: 130, unit: '/min' },
    ]);
    const { alert } = hear(settingOf({}, { measure: undefined }), normal, breach(4000)).life as Active;
    expect([alert.measure, 'group' in alert, 'measure' in alert]).toEqual([undefined, false, false]);
  });

  test('the condition holds for so long before', () => {
    const pending = hear(settingOf({ for: 3 }), normal, breach(4000)).life;
    expect(pending).toEqual({ status: 'pending', since: 4000, value: 130, unit: '/min' });
    expect(lifeDue(settingOf({ for: 3 }), pending)).toBe(7000);
    expect(meet(settingOf({ for: 3 }), pending, 7000).changes).toMatchObject([
      { time: 7000, value: 130, unit: '/min' },
    ]);
  });

  test('it waits for the alert that may suppress it, and is raised as of when it would have been', () => {
    const setting = settingOf({ for: 3, suppress: { label: 'gateway', rule: 'down', wait: 2 } });
    const pending = { status: 'pending' as const, since: 4000 };
    expect(raiseDue(setting, pending)).toBe(9000);
    const { life, changes } = meet(setting, pending, 9000);
    expect([alertIn(life)?.raisedAt, changes[0]?.time]).toEqual([7000, 7000]);
  });

  test('while the other alert is on, it is looked again each minute', () => {
    const asked: string[] = [];
    const isOn = (device: string, rule: string) => asked.push(`${device} ${rule}`) > 0;
    const rule = { suppress: { label: 'gateway', rule: 'down', wait: 2 } };
    const { life } = meet(settingOf(rule, { isOn }), { status: 'pending', since: 4000 }, 6000);
    expect(life).toEqual({ status: 'pending', since: 4000, again: 66_000 });
    expect([lifeDue(settingOf(rule), life), asked]).toEqual([66_000, ['gateway-01 down']]);
    const raised = meet(settingOf(rule), life, 66_000);
    expect([alertIn(raised.life)?.raisedAt, told(raised)]).toEqual([66_000, ['66: raised!']]);
  });

  test('a device without the label hangs on nothing', () => {
    const suppress = { label: 'rack', rule: 'down' };
    expect(told(hear(settingOf({ suppress }, { isOn: () => true }), normal, breach(4000)))).toEqual(['4: raised!']);
  });

  test('after an alert that was raised and ended at an instant the next one begins after it', () => {
    const over = hear(settingOf(), active({ raisedAt: 4000 }), clearSignal(4000)).life;
    expect(over).toEqual({ status: 'normal', spent: 4000 });
    const pending = hear(settingOf(), over, breach(4000)).life;
    expect(pending).toMatchObject({ status: 'pending', since: 4001 });
    expect(hear(settingOf(), pending, clearSignal(4000)).life).toEqual(over);
    expect(hear(settingOf(), pending, clearSignal(4001)).life).toBe(normal);
    expect(told(hear(settingOf(), over, breach(4001)))).toEqual(['4.001: raised!']);
    expect(hear(settingOf(), active({ raisedAt: 4000 }), clearSignal(4001)).life).toBe(normal);
  });
});

describe('groups', () => {
  test('alerts that are alike in what the rule groups by are of one group', () => {
    const group = { by: ['site', 'deviceType', 'rule', 'labels.gateway', 'labels.rack'] as const, window: 60 };
    expect(groupOf(settingOf({ group: { ...group, by: [...group.by] } }))).toBe(
      '60/ward-a/site=ward-3/deviceType=bedside-monitor/rule=tachycardia/labels.gateway=gateway-01/labels.rack=',
    );
    expect(groupOf(settingOf())).toBeUndefined();
  });
});

describe('the end', () => {
  test('an alert is over with the value that ended it', () => {
    const { changes } = hear(settingOf(), active(), clearSignal(4000));
    expect(changes).toEqual([
      {
        ...{ change: 'cleared', status: 'cleared', time: 4000, isLoud: true, alert: anAlert() },
        ...{ clearedBecause: 'recovered', value: 90, unit: '/min' },
      },
    ]);
  });

  test('the condition is clear for so long before, and the value is that with which it began', () => {
    const setting = settingOf({ clearFor: 3 });
    const clearing = hear(setting, active(), clearSignal(4000)).life;
    expect(clearing).toEqual({ ...active(), clearing: { since: 4000, value: 90, unit: '/min' } });
    expect(hear(setting, clearing, { ...clearSignal(5000), value: 80 }).life).toBe(clearing);
    expect(lifeDue(setting, clearing)).toBe(7000);
    expect(meet(setting, clearing, 7000).changes).toMatchObject([
      { time: 7000, value: 90, clearedBecause: 'recovered' },
    ]);
    expect(hear(setting, clearing, breach(6000)).life).toEqual(active());
  });

  test('an alert that latches says when its condition cleared, and forgets it when it holds again', () => {
    const setting = settingOf({ latch: true });
    const returned = hear(setting, active({ raisedAt: 1000 }), clearSignal(4000));
    expect(returned.life).toEqual({ status: 'latched', alert: anAlert({ raisedAt: 1000, returnedAt: 4000 }) });
    expect(returned.changes).toMatchObject([
      { change: 'returned', status: 'latched', value: 90, alert: { returnedAt: 4000 } },
    ]);
    const relapsed = hear(setting, returned.life, breach(4500));
    expect(relapsed.life).toEqual(active({ raisedAt: 1000 }));
    expect(relapsed.changes).toEqual([
      {
        change: 'relapsed',
        status: 'active',
        time: 4500,
        isLoud: true,
        alert: anAlert({ raisedAt: 1000 }),
        value: 130,
        unit: '/min',
      },
    ]);
  });

  test('the end of an alert that nobody was told of is not told', () => {
    const untold = active({ isUntold: true });
    expect(told(hear(settingOf(), untold, clearSignal(4000)))).toEqual(['4: cleared']);
    expect(told(hear(settingOf({ latch: true }), untold, clearSignal(4000)))).toEqual(['4: returned']);
  });

  test('who ends an alert is said', () => {
    expect(clear(anAlert(), 7000, 'reset', { by: 'nurse' }).changes).toMatchObject([{ by: 'nurse' }]);
    expect(clear(anAlert(), 7000, 'recovered').changes[0]).not.toHaveProperty('by');
  });
});

describe('reminders', () => {
  const renotify = { every: 2, times: 2 };

  test('an alert is told of again so often, so many times', () => {
    const setting = settingOf({ renotify });
    let step: Step = hear(setting, normal, breach(1000));
    const all: string[] = [];
    for (let due = lifeDue(setting, step.life); due !== undefined; due = lifeDue(setting, step.life)) {
      step = meet(setting, step.life, due);
      all.push(...told(step));
    }
    expect(all).toEqual(['3: renotified!', '5: renotified!']);
    expect(step.changes).toMatchObject([{ status: 'active', alert: { told: 2 } }]);
    expect(alertIn(step.life)).not.toHaveProperty('tellAt');
  });

  test('a latched alert is told of again, too, an acknowledged one is not', () => {
    const setting = settingOf({ renotify });
    expect(lifeDue(setting, { status: 'latched', alert: anAlert({ tellAt: 3000 }) })).toBe(3000);
    const acknowledged = done(setting, active({ tellAt: 9000 }), { kind: 'acknowledge' }).life;
    expect([lifeDue(setting, acknowledged), alertIn(acknowledged)?.tellAt]).toEqual([undefined, undefined]);
  });

  test('the clearing that is due comes before the reminder', () => {
    const setting = settingOf({ renotify, clearFor: 2 });
    const both = { ...active({ tellAt: 3000 }), clearing: { since: 1000 } };
    expect(told(meet(setting, both, 3000))).toEqual(['3: cleared!']);
  });
});

describe('quiet hours', () => {
  test('an alert below the severity is told of when they end', () => {
    const setting = settingOf({}, { quietUntil });
    const { life, changes } = hear(setting, normal, breach(6000));
    expect(changes).toMatchObject([{ change: 'raised', isLoud: false, alert: { isUntold: true, tellAt: 10_000 } }]);
    expect(lifeDue(setting, life)).toBe(10_000);
    const end = meet(setting, life, 10_000);
    const { assignee: _, ...alert } = anAlert({ raisedAt: 6000 });
    expect([told(end), alertIn(end.life)]).toEqual([['10: renotified!'], alert]);
  });

  test('the first telling counts as no reminder', () => {
    const setting = settingOf({ renotify: { every: 2, times: 1 } }, { quietUntil });
    const raised = hear(setting, normal, breach(6000)).life;
    const first = meet(setting, raised, 10_000).life;
    expect(alertIn(first)).toMatchObject({ tellAt: 12_000 });
    expect(alertIn(first)).not.toHaveProperty('told');
    const second = meet(setting, first, 12_000).life;
    expect([alertIn(second)?.told, lifeDue(setting, second)]).toEqual([1, undefined]);
  });

  test('a severe one is told of at once', () => {
    expect(told(hear(settingOf({ severity: 'critical' }, { quietUntil }), normal, breach(6000)))).toEqual([
      '6: raised!',
    ]);
  });

  test('a reminder waits for their end', () => {
    const setting = settingOf({ renotify: { every: 2, times: 2 } }, { quietUntil });
    const held = meet(setting, active({ tellAt: 6000 }), 6000);
    expect([held.changes, alertIn(held.life)?.tellAt]).toEqual([[], 10_000]);
    const said = meet(setting, held.life, 10_000);
    expect([told(said), alertIn(said.life)?.told]).toEqual([['10: renotified!'], 1]);
  });

  test('a relapse in them is told of at their end', () => {
    const setting = settingOf({ latch: true }, { quietUntil });
    const relapsed = hear(setting, { status: 'latched', alert: anAlert({ returnedAt: 4000 }) }, breach(6000));
    expect([told(relapsed), lifeDue(setting, relapsed.life)]).toEqual([['6: relapsed'], 10_000]);
    expect(told(meet(setting, relapsed.life, 10_000))).toEqual(['10: renotified!']);
    // Somebody was told of the alert before, so its end is told.
    expect(told(hear(setting, relapsed.life, clearSignal(7000)))).toEqual(['7: returned!']);
  });

  test('a snooze that ends in them is told of at their end, though the rule has no reminders', () => {
    const setting = settingOf({}, { quietUntil });
    const awake = awaken(setting, snoozed(active({ isUntold: true })), 6000);
    expect([told(awake), lifeDue(setting, awake.life)]).toEqual([['6: unsnoozed'], 10_000]);
    expect(told(meet(setting, awake.life, 10_000))).toEqual(['10: renotified!']);
  });

  test('a step within them that stays below the severity is told of at their end, a severe one at once', () => {
    const escalate = [
      { after: 6, severity: 'warning' as const },
      { after: 8, severity: 'critical' as const },
    ];
    const setting = settingOf({ severity: 'info', escalate }, { quietUntil });
    const first = standAt(setting, active({ severities: ['info'] }), 6000);
    expect([told(first), alertIn(first.life)?.tellAt]).toEqual([['6: escalated'], 10_000]);
    const second = standAt(setting, first.life as Active, 8000);
    expect(told(second)).toEqual(['8: escalated!']);
    // Told at once, so not once more at the end of the hours.
    expect(lifeDue(setting, second.life)).toBeUndefined();
  });

  test('a step down within them is not told of', () => {
    const escalate = [{ when: { measure: 'heart-rate', above: 150 }, severity: 'critical' as const }];
    const setting = settingOf({ escalate }, { quietUntil });
    expect(told(standAt(setting, active({ step: 1, severities: ['warning', 'critical'] }), 6000))).toEqual([
      '6: deescalated',
    ]);
    expect(told(standAt(setting, active({ step: 1, severities: ['warning', 'critical'] }), 4000))).toEqual([
      '4: deescalated!',
    ]);
    expect(told(standAt(setting, active({ step: 1, isUntold: true }), 4000))).toEqual(['4: deescalated']);
  });
});

describe('escalation', () => {
  const escalate: EffectiveRule['escalate'] = [
    { after: 5, severity: 'warning' },
    { when: { measure: 'heart-rate', above: 150 }, severity: 'warning' },
    { after: 8, severity: 'critical' },
  ];
  const rule = { severity: 'info' as const, escalate };
  const fresh = active({ severities: ['info'], raisedAt: 1000 });

  test('an alert that nobody acknowledges reaches one step after another by time', () => {
    expect(escalationDue(settingOf(rule), fresh)).toBe(6000);
    expect(escalationDue(settingOf(rule), active({ raisedAt: 1000, step: 1 }))).toBe(9000);
    expect(escalationDue(settingOf(rule), active({ raisedAt: 1000, step: 3 }))).toBeUndefined();
    expect(escalationDue(settingOf(), fresh)).toBeUndefined();
    const step = meet(settingOf(rule), fresh, 6000);
    expect(step.changes).toEqual([
      {
        change: 'escalated',
        status: 'active',
        time: 6000,
        isLoud: true,
        alert: anAlert({ raisedAt: 1000, severities: ['info', 'warning'], step: 1 }),
      },
    ]);
  });

  test('it stands on the highest step that it has reached, by time or by value', () => {
    const at = (time: number, beyond = 0) => stepOf(settingOf(rule, { beyond }), fresh, time);
    expect([at(5999), at(6000), at(8999), at(9000)]).toEqual([0, 1, 1, 3]);
    expect([at(2000, 0b10), at(6000, 0b10), at(9000, 0b10)]).toEqual([2, 2, 3]);
    expect(stepOf(settingOf(rule, { beyond: 0b10 }), { ...fresh, status: 'acknowledged' }, 9000)).toBe(2);
  });

  test('a step of the severity that it has already is told of, and the severity is not had twice', () => {
    const { life, changes } = standAt(
      settingOf(rule, { beyond: 0b10 }),
      active({ severities: ['info', 'warning'], step: 1 }),
      5000,
    );
    expect([alertIn(life)?.severities, alertIn(life)?.step, changes[0]?.change]).toEqual([
      ['info', 'warning'],
      2,
      'escalated',
    ]);
    const up = standAt(
      settingOf({ severity: 'info', escalate: [{ after: 1, severity: 'critical' }] }),
      active({ severities: ['critical', 'warning', 'info'] }),
      5000,
    );
    expect(alertIn(up.life)?.severities).toEqual(['warning', 'info', 'critical']);
  });

  test('on the way down the alert has the severity of the step below, at last that of the rule', () => {
    const one = standAt(
      settingOf({ ...rule, severity: 'info' }),
      active({ severities: ['info', 'warning'], step: 2, raisedAt: 9000 }),
      9500,
    );
    expect([alertIn(one.life), told(one)]).toEqual([
      anAlert({ severities: ['warning', 'info'], raisedAt: 9000 }),
      ['9.5: deescalated!'],
    ]);
    expect(severityOf(anAlert({ severities: ['warning', 'info'] }))).toBe('info');
    expect(severityOf(anAlert({ severities: [] }))).toBe('info');
  });

  test('an acknowledgement takes it down to what its values say, in one change', () => {
    const step = done(settingOf(rule, { beyond: 0b10 }), active({ severities: ['info', 'critical'], step: 3 }), {
      kind: 'acknowledge',
    });
    expect(step.changes).toMatchObject([{ change: 'acknowledged', status: 'acknowledged', time: 7000, by: 'nurse' }]);
    expect(alertIn(step.life)).toMatchObject({
      acknowledgedAt: 7000,
      step: 2,
      severities: ['info', 'critical', 'warning'],
    });
    expect(alertIn(done(settingOf(rule), active({ step: 3 }), { kind: 'acknowledge' }).life)).not.toHaveProperty(
      'step',
    );
  });

  test('an acknowledged alert moves by its values, and is not to be told of again for it', () => {
    const setting = settingOf({ ...rule, renotify: { every: 2, times: 2 } }, { beyond: 0b10 });
    const step = stand(setting, { ...fresh, status: 'acknowledged' }, 9000);
    expect([told(step), alertIn(step.life)?.tellAt]).toEqual([['9: escalated!'], undefined]);
  });

  test('what is not on stands nowhere', () => {
    const lives: Life[] = [
      normal,
      { status: 'pending', since: 1 },
      { status: 'disabled' },
      { status: 'latched', alert: anAlert() },
    ];
    for (const life of [...lives, ...lives.slice(0, 2).map((was) => snoozed(was as never))])
      expect(stand(settingOf(rule, { beyond: 0b10 }), life, 9000).life).toBe(life);
    expect(stand(settingOf({}, { beyond: 0b10 }), fresh, 9000).life).toBe(fresh);
    expect(stand(settingOf(rule), fresh, 2000).life).toBe(fresh);
  });

  test('behind a snooze it goes on silently', () => {
    const step = stand(settingOf(rule, { beyond: 0b10 }), snoozed(fresh), 2000);
    expect(step.changes).toMatchObject([{ change: 'escalated', status: 'snoozed', isLoud: false, alert: { step: 2 } }]);
    expect(lifeDue(settingOf(rule), snoozed(fresh))).toBe(6000);
  });
});

describe('snoozes', () => {
  test('an alert raised behind one is told of when it ends, and its end before that is not told', () => {
    const raised = hear(settingOf(), snoozed(normal), breach(4000));
    expect(raised.changes).toMatchObject([
      { change: 'raised', status: 'snoozed', isLoud: false, alert: { isUntold: true } },
    ]);
    expect(told(hear(settingOf(), raised.life, clearSignal(5000)))).toEqual(['5: cleared']);
    const awake = meet(settingOf(), raised.life, 9000);
    expect([told(awake), awake.changes[0]?.status, alertIn(awake.life)?.isUntold]).toEqual([
      ['9: unsnoozed!'],
      'active',
      undefined,
    ]);
  });

  test('a step that an alert takes behind one leaves it untold', () => {
    const escalate = [{ after: 5, severity: 'critical' as const }];
    const raised = hear(settingOf({ escalate }), snoozed(normal), breach(1000)).life;
    const escalated = meet(settingOf({ escalate }), raised, 6000).life;
    expect(told(hear(settingOf({ escalate }), escalated, clearSignal(7000)))).toEqual(['7: cleared']);
  });

  test('the end of an alert that was told of before is told', () => {
    expect(told(hear(settingOf(), snoozed(active()), clearSignal(5000)))).toEqual(['5: cleared!']);
    const life = hear(settingOf({ latch: true }), snoozed(active()), clearSignal(5000));
    expect([told(life), alertIn(life.life)?.isUntold]).toEqual([['5: returned'], undefined]);
  });

  test('what happens behind one at its very end happens silently', () => {
    const setting = settingOf({ for: 5 });
    const due = lifeDue(setting, snoozed({ status: 'pending', since: 4000 }));
    expect(due).toBe(9000);
    expect(told(meet(setting, snoozed({ status: 'pending', since: 4000 }), 9000))).toEqual(['9: raised']);
  });

  test('nothing changes where nothing happens behind it', () => {
    const life = snoozed(active());
    expect(silently(life, { life: life.was, changes: [] }).life).toBe(life);
    expect(hear(settingOf(), life, breach(5000)).life).toBe(life);
  });

  test('reminders begin anew when it ends, but for an acknowledged alert', () => {
    const setting = settingOf({ renotify: { every: 2, times: 2 } });
    expect(alertIn(awaken(setting, snoozed(active({ told: 1 })), 9000).life)).toMatchObject({
      tellAt: 11_000,
      told: 1,
    });
    expect(alertIn(awaken(setting, snoozed(active({ told: 2 })), 9000).life)).not.toHaveProperty('tellAt');
    const acknowledged = { ...active(), status: 'acknowledged' as const };
    expect(alertIn(awaken(setting, snoozed(acknowledged), 9000).life)).not.toHaveProperty('tellAt');
  });

  test('one that ends where nothing is on is told of only where somebody ended it', () => {
    expect(awaken(settingOf(), snoozed(normal), 9000)).toEqual({ life: normal, changes: [] });
    expect(awaken(settingOf(), snoozed(normal), 9000, { by: 'nurse' }).changes).toEqual([
      { change: 'unsnoozed', status: 'cleared', time: 9000, isLoud: false, by: 'nurse' },
    ]);
    expect(awaken(settingOf(), snoozed(active()), 9000, { by: 'nurse' }).changes).toEqual([
      { change: 'unsnoozed', status: 'active', time: 9000, isLoud: true, alert: anAlert(), by: 'nurse' },
    ]);
  });
});

describe('actions', () => {
  const change = (step: Step): Change | undefined => step.changes[0];

  test('each says who did it, and when', () => {
    const byHand = { time: 7000, by: 'nurse' };
    expect(change(done(settingOf(), active(), { kind: 'acknowledge' }))).toMatchObject({
      ...byHand,
      status: 'acknowledged',
      isLoud: true,
    });
    expect(done(settingOf(), active(), { kind: 'disable' }).changes).toEqual([
      { change: 'cleared', status: 'cleared', clearedBecause: 'disabled', isLoud: true, alert: anAlert(), ...byHand },
      { change: 'disabled', status: 'cleared', isLoud: false, ...byHand },
    ]);
    expect(change(done(settingOf(), active(), { kind: 'reset' }))).toMatchObject({
      ...byHand,
      clearedBecause: 'reset',
    });
    expect(change(done(settingOf(), { status: 'disabled' }, { kind: 'enable' }))).toEqual({
      ...{ change: 'enabled', status: 'cleared', isLoud: false },
      ...byHand,
    });
  });

  test('a snooze says until when', () => {
    const { life, changes } = done(settingOf(), active(), { kind: 'snooze', until: 9000 });
    expect(life).toEqual(snoozed(active()));
    expect(changes).toEqual([
      { change: 'snoozed', status: 'snoozed', time: 7000, by: 'nurse', isLoud: true, alert: anAlert(), until: 9000 },
    ]);
    expect(change(done(settingOf(), normal, { kind: 'snooze', until: 9000 }))).toEqual({
      ...{ change: 'snoozed', status: 'cleared', time: 7000, by: 'nurse', isLoud: false, until: 9000 },
    });
    expect(done(settingOf(), life, { kind: 'snooze', until: 8000 }).life).toEqual(snoozed(active(), 8000));
    expect(lifeDue(settingOf(), life)).toBe(9000);
  });

  test('a latched alert is over when somebody acknowledges it, and says so', () => {
    const latched = { status: 'latched' as const, alert: anAlert({ returnedAt: 5000 }) };
    const { life, changes } = done(settingOf(), latched, { kind: 'acknowledge' });
    expect(life).toBe(normal);
    expect(changes).toMatchObject([
      {
        change: 'cleared',
        clearedBecause: 'acknowledged',
        by: 'nurse',
        alert: { acknowledgedAt: 7000, returnedAt: 5000 },
      },
    ]);
    expect(done(settingOf(), snoozed(latched), { kind: 'acknowledge' }).changes).toMatchObject([{ status: 'cleared' }]);
  });

  test('behind a snooze an acknowledgement leaves the snooze', () => {
    const { life, changes } = done(settingOf(), snoozed(active()), { kind: 'acknowledge' });
    expect([life.status, changes[0]?.status, changes[0]?.isLoud]).toEqual(['snoozed', 'snoozed', true]);
    expect(life).toMatchObject({ was: { status: 'acknowledged' }, until: 9000 });
  });

  test('an alert is assigned, and commented on, behind a snooze, too', () => {
    const assigned = done(settingOf(), active(), { kind: 'assign', assignee: 'otto' });
    expect(assigned.life).toEqual(active({ assignee: 'otto' }));
    expect(assigned.changes).toMatchObject([
      { change: 'assigned', status: 'active', alert: { assignee: 'otto' }, by: 'nurse' },
    ]);
    const behind = done(settingOf(), snoozed(active()), { kind: 'assign', assignee: 'otto' });
    expect([behind.life, behind.changes[0]?.status]).toEqual([snoozed(active({ assignee: 'otto' })), 'snoozed']);
    expect(done(settingOf(), active(), { kind: 'comment', comment: 'seen' }).changes).toEqual([
      {
        change: 'commented',
        status: 'active',
        time: 7000,
        by: 'nurse',
        isLoud: true,
        alert: anAlert(),
        comment: 'seen',
      },
    ]);
    expect(
      done(settingOf(), snoozed(active({ isUntold: true })), { kind: 'comment', comment: 'seen' }).changes,
    ).toMatchObject([{ status: 'snoozed', isLoud: false }]);
  });

  test('a snooze ended by hand says who ended it', () => {
    expect(change(done(settingOf(), snoozed(active()), { kind: 'enable' }))).toMatchObject({
      change: 'unsnoozed',
      by: 'nurse',
      time: 7000,
    });
  });

  test('a reset behind a snooze leaves the snooze', () => {
    expect(done(settingOf(), snoozed(active()), { kind: 'reset' }).life).toEqual(snoozed(normal));
  });
});
