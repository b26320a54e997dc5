import { AlertNotification, alertSeverities } from '@millrace/shared/contracts/alert-notification';
import type { AlertRule } from '@millrace/shared/contracts/alert-rule';
import type { EnrichedReading } from '@millrace/shared/contracts/enriched-reading';
import { schemaFaults } from '@millrace/shared/contracts/schema-faults';
import fc from 'fast-check';
import { anyReadings, start } from './any-readings-for-test.ts';
import { anyRules } from './any-rules-for-test.ts';
import { drive, historyOf, type Input, rememberedIn } from './drive-for-test.ts';
import { endOf } from './hours-of-day.ts';
import type { Action } from './life/act.ts';

const numRuns = Number(process.env.RUNS ?? 300);
const end = { tick: start + 3 * 3_600_000 };

const kind: fc.Arbitrary<(time: number) => Action> = fc.oneof(
  { weight: 3, arbitrary: fc.constant((time: number): Action => ({ kind: 'acknowledge', time, by: 'nurse' })) },
  ...(['reset', 'disable', 'enable'] as const).map((kind) => ({
    weight: 1,
    arbitrary: fc.constant((time: number): Action => ({ kind, time, by: 'nurse' })),
  })),
  {
    weight: 3,
    arbitrary: fc.constantFrom(100, 2000, 15_000, 2 * 3_600_000).map(
      (long) =>
        (time: number): Action => ({
          ...{ kind: 'snooze', time, by: 'nurse', until: time + long },
        }),
    ),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom('anna', 'otto').map(
      (assignee) =>
        (time: number): Action => ({ kind: 'assign', time, by: 'nurse', assignee }),
    ),
  },
);
const comment = (time: number): Action => ({ kind: 'comment', time, by: 'nurse', comment: 'seen' });

/** Readings with actions in between, each at the time that the device has come to. */
const acted = (readings: EnrichedReading[], rules: AlertRule[], kinds = fc.oneof(kind, fc.constant(comment))) =>
  fc
    .array(
      fc.record({
        after: fc.nat({ max: readings.length - 1 }),
        rule: fc.constantFrom(...rules.map(({ id }) => id)),
        ahead: fc.integer({ min: 0, max: 8 }),
        act: kinds,
      }),
      { maxLength: 12 },
    )
    .map((actions) =>
      readings.flatMap((reading, index): Input[] => {
        const room = ((readings[index + 1]?.time ?? reading.time + 60_000) - reading.time) / 10;
        const here = actions
          .filter(({ after }) => after === index)
          .sort((a, b) => a.ahead - b.ahead)
          .map(({ rule, ahead, act }) => ({ rule, action: act(reading.time + Math.floor(ahead * room)) }));
        return [reading, ...here];
      }),
    );

const drawn = fc
  .record({
    rules: fc.oneof(anyRules({ late: false }), anyRules({ late: true })),
    readings: anyReadings(),
    isOn: fc.boolean(),
  })
  .chain((given) => acted(given.readings, given.rules).map((inputs) => ({ ...given, inputs })));

const faultsIn = schemaFaults(AlertNotification);

test('every change is as the contract says', () => {
  fc.assert(
    fc.property(drawn, ({ rules, inputs, isOn }) => {
      for (const { notification } of drive(rules, [...inputs, end], { isOn: () => isOn }).news)
        expect(faultsIn(notification)).toEqual([]);
    }),
    { numRuns },
  );
});

test('the numbers of a rule rise by one, and its alerts come one after another, each with one end', () => {
  fc.assert(
    fc.property(drawn, ({ rules, inputs, isOn }) => {
      for (const [, history] of historyOf(drive(rules, [...inputs, end], { isOn: () => isOn }))) {
        expect(history.map(({ number }) => number)).toEqual(history.map((_, index) => index + 1));
        let on: string | undefined;
        const ids = new Set<string>();
        for (const { change, alertId, raisedAt, time, status, notificationId, number, clearedAt } of history) {
          expect(notificationId).toBe(`${alertId}/${number}`);
          if (raisedAt === undefined) {
            expect(['snoozed', 'unsnoozed', 'disabled', 'enabled']).toContain(change);
            continue;
          }
          expect(time).toBeGreaterThanOrEqual(raisedAt);
          if (change === 'raised') {
            expect(on).toBeUndefined();
            expect(ids).not.toContain(alertId);
            ids.add(alertId);
            on = alertId;
          }
          expect(alertId).toBe(on);
          expect(status === 'cleared').toBe(change === 'cleared');
          expect(clearedAt).toBe(change === 'cleared' ? time : undefined);
          if (change === 'cleared') on = undefined;
        }
      }
    }),
    { numRuns },
  );
});

test('without actions and waits, changes come in the order of their times', () => {
  fc.assert(
    fc.property(anyRules({ late: false }), anyReadings(), (rules, readings) => {
      const prompt = rules.map((rule) =>
        rule.suppress ? { ...rule, suppress: { label: rule.suppress.label, rule: 'down' } } : rule,
      );
      for (const [, history] of historyOf(drive(prompt, [...readings, end]))) {
        const times = history.map(({ time }) => time);
        expect(times).toEqual(times.toSorted((a, b) => a - b));
      }
    }),
    { numRuns },
  );
});

test('the end of an alert is told where anything of it was told, and nowhere else', () => {
  fc.assert(
    fc.property(drawn, ({ rules, inputs, isOn }) => {
      const told = new Set<string>();
      for (const { notification, isLoud } of drive(rules, [...inputs, end], { isOn: () => isOn }).news) {
        const { alertId, change } = notification;
        if (change === 'cleared') expect([notification, isLoud]).toEqual([notification, told.has(alertId)]);
        if (isLoud) told.add(alertId);
      }
    }),
    { numRuns },
  );
});

test('in quiet hours nobody hears of an alert below the severity, but for its end and what people do', () => {
  fc.assert(
    fc.property(drawn, ({ rules, inputs, isOn }) => {
      for (const { notification, isLoud } of drive(rules, [...inputs, end], { isOn: () => isOn }).news) {
        const { change, severity, time, by } = notification;
        const { quiet, suppress } = rules.find(({ id }) => id === notification.rule) ?? {};
        if (!quiet || suppress?.wait || by !== undefined || ['cleared', 'returned'].includes(change)) continue;
        const isBelow = alertSeverities.indexOf(severity) < alertSeverities.indexOf(quiet.below ?? 'critical');
        if (isBelow && endOf(quiet.hours)(time) !== undefined)
          expect([notification, isLoud]).toEqual([notification, false]);
      }
    }),
    { numRuns },
  );
});

test('an alert that is on when hours and snoozes are over has been told', () => {
  fc.assert(
    fc.property(drawn, ({ rules, inputs, isOn }) => {
      const later = { tick: end.tick + 30 * 3_600_000 };
      const { state, news } = drive(rules, [...inputs, end, later], { isOn: () => isOn });
      const told = new Set(news.filter(({ isLoud }) => isLoud).map(({ notification }) => notification.alertId));
      for (const [id, { life }] of state.rules)
        if (life.status === 'active' || life.status === 'latched')
          expect([...told, life]).toContain(`${id}~monitor-01~${life.alert.raisedAt}`);
    }),
    { numRuns },
  );
});

test('a rule without reminders tells of an alert once, but for its steps, returns and snoozes', () => {
  fc.assert(
    fc.property(anyRules({ late: false }), anyReadings(), (rules, readings) => {
      const once = rules.map(({ renotify: _, ...rule }) => rule);
      for (const [, history] of historyOf(drive(once, [...readings, end]))) {
        const told = history.filter(({ change }) => change === 'renotified');
        expect(told.length).toBeLessThanOrEqual(1);
      }
    }),
    { numRuns },
  );
});

test('an action that comes again changes nothing, but for a comment', () => {
  const kindsDrawn = fc
    .record({ rules: fc.oneof(anyRules({ late: false }), anyRules({ late: true })), readings: anyReadings() })
    .chain((given) => acted(given.readings, given.rules, kind).map((inputs) => ({ ...given, inputs })));
  fc.assert(
    fc.property(kindsDrawn, ({ rules, inputs }) => {
      const once = drive(rules, [...inputs, end]);
      const twice = drive(rules, [
        ...inputs.flatMap((input): Input[] => ('action' in input ? [input, input] : [input])),
        end,
      ]);
      expect(historyOf(twice)).toEqual(historyOf(once));
      expect(rememberedIn(twice.state)).toEqual(rememberedIn(once.state));
    }),
    { numRuns },
  );
});
