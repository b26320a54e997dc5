import type { AlertCondition, Threshold } from '@millrace/shared/contracts/alert-condition';
import type { alertSeverities } from '@millrace/shared/contracts/alert-notification';
import type { AlertRule } from '@millrace/shared/contracts/alert-rule';
import fc from 'fast-check';

/** Durations (s) so short that readings 0.1 s to 3 s apart meet all of their ends. */
const seconds = fc.integer({ min: 1, max: 4 });
const limit = fc.integer({ min: 3, max: 6 });

const numeric = fc.constantFrom('a', 'b');

const numericThreshold: fc.Arbitrary<Threshold> = fc.oneof(
  fc.record({ measure: numeric, above: limit, clear: fc.integer({ min: 0, max: 3 }) }),
  fc.record({ measure: numeric, below: limit, clear: fc.integer({ min: 6, max: 9 }) }),
  fc.record(
    { measure: numeric, above: limit, unit: fc.constantFrom('1', 'V') },
    { requiredKeys: ['measure', 'above'] },
  ),
  fc.record({
    measure: numeric,
    outside: fc.constant<[number, number]>([2, 7]),
    clear: fc.constant<[number, number]>([4, 5]),
  }),
);

const threshold: fc.Arbitrary<Threshold> = fc.oneof(
  { weight: 3, arbitrary: numericThreshold },
  { weight: 1, arbitrary: fc.record({ measure: fc.constantFrom('a', 'c'), equal: fc.constantFrom(true, 'off', 5) }) },
  {
    weight: 1,
    arbitrary: fc.record({ measure: fc.constantFrom('a', 'c'), unequal: fc.constantFrom(false, 'off', 5) }),
  },
);

export const anyLeaf: fc.Arbitrary<AlertCondition> = fc.oneof(
  fc.record({ threshold }),
  fc.record({ measure: numeric, above: fc.constantFrom(0, 0.5) }).map((anomaly) => ({ anomaly })),
  fc
    .record({ times: fc.integer({ min: 1, max: 3 }), more: fc.integer({ min: 0, max: 2 }), threshold })
    .map(({ times, more, threshold }) => ({ repeated: { times, of: times + more, threshold } })),
  fc
    .record({
      measure: numeric,
      way: fc.constantFrom('rises', 'falls'),
      by: fc.integer({ min: 1, max: 4 }),
      within: seconds,
    })
    .chain(({ way, by, ...rate }) =>
      fc.option(fc.integer({ min: 0, max: by }), { nil: undefined }).map((clear) => ({
        rate: { ...rate, [way]: by, ...(clear === undefined ? {} : { clear }) },
      })),
    ),
  fc
    .record({ measure: fc.constantFrom('a', 'c'), after: seconds }, { requiredKeys: ['after'] })
    .map((silence) => ({ silence })),
  fc
    .record({
      severity: fc.constantFrom('WARN', 'ERROR'),
      count: fc.integer({ min: 1, max: 3 }),
      within: seconds,
    })
    .map((logs) => ({ logs })),
  fc
    .record(
      {
        from: fc.integer({ min: 2, max: 5 }),
        single: fc.integer({ min: 2, max: 3 }),
        clear: fc.constantFrom(0, 1),
        stands: seconds,
      },
      { requiredKeys: ['from'] },
    )
    .map((score) => ({
      score: {
        ...score,
        measures: {
          a: [{ to: 3, points: 0 }, { to: 6, points: 1 }, { points: 3 }],
          b: [{ to: 2, points: 2 }, { to: 5, points: 0 }, { points: 1 }],
          c: [{ equal: true, points: 2 }, { points: 0 }],
        },
      },
    })),
  fc
    .constantFrom({ from: '22:00', to: '23:00' }, { from: '21:00', to: '22:00' })
    .map((times) => ({ hours: { zone: 'Europe/Berlin', ...times } })),
);

const joined = (part: fc.Arbitrary<AlertCondition>): fc.Arbitrary<AlertCondition> => {
  const parts = fc.array(part, { minLength: 1, maxLength: 3 });
  return fc.oneof(fc.record({ all: parts }), fc.record({ any: parts })) as fc.Arbitrary<AlertCondition>;
};

export const anyCondition: fc.Arbitrary<AlertCondition> = fc.oneof(
  { weight: 4, arbitrary: anyLeaf },
  { weight: 2, arbitrary: joined(anyLeaf) },
  { weight: 1, arbitrary: joined(fc.oneof(anyLeaf, joined(anyLeaf))) },
);

const escalate = fc
  .array(
    fc.oneof(
      fc.record({ after: fc.integer({ min: 1, max: 9 }) }),
      fc.record({ when: fc.constantFrom<Threshold>({ measure: 'a', above: 7, clear: 5 }, { measure: 'b', below: 1 }) }),
    ),
    { minLength: 1, maxLength: 3 },
  )
  .map((steps) => {
    let after = 0;
    return steps.map((step, index) => {
      if ('after' in step) after += step.after;
      const severity: (typeof alertSeverities)[number] = index === steps.length - 1 ? 'critical' : 'warning';
      return 'after' in step ? { after, severity } : { ...step, severity };
    });
  });

/** A valid rule without an id. */
const anyRule = (lateness: fc.Arbitrary<number>): fc.Arbitrary<Omit<AlertRule, 'id'>> =>
  fc.record(
    {
      summary: fc.constant('Something is wrong'),
      severity: fc.constantFrom('info' as const, 'warning' as const),
      when: anyCondition,
      lateness,
      for: fc.integer({ min: 0, max: 4 }),
      clearFor: fc.integer({ min: 0, max: 4 }),
      latch: fc.boolean(),
      renotify: fc.record({ every: seconds, times: fc.integer({ min: 1, max: 3 }) }),
      escalate,
      quiet: fc.record(
        {
          hours: fc
            .constantFrom({ from: '22:00', to: '23:00' }, { from: '21:00', to: '22:00' })
            .map((times) => ({ zone: 'Europe/Berlin', ...times })),
          below: fc.constantFrom('warning' as const, 'critical' as const),
        },
        { requiredKeys: ['hours'] },
      ),
      group: fc.record({ by: fc.constant(['site' as const]), window: seconds }),
      suppress: fc.record(
        { label: fc.constantFrom('gateway', 'nothing'), rule: fc.constant('down'), wait: seconds },
        { requiredKeys: ['label', 'rule'] },
      ),
    },
    { requiredKeys: ['summary', 'severity', 'when', 'lateness'] },
  );

/** Rules of a device. Without lateness there is none of 0 among them where `late` is true. */
export const anyRules = ({ late }: { late: boolean }): fc.Arbitrary<AlertRule[]> =>
  fc
    .array(anyRule(late ? fc.integer({ min: 1, max: 5 }) : fc.constant(0)), { minLength: 1, maxLength: 3 })
    .map((rules) => rules.map((rule, index) => ({ id: `rule-${index}`, ...withoutVainFor(rule) })));

/** An anomaly lasts for one reading: a rule that asks for a longer one is refused. */
const withoutVainFor = ({ for: lasts, ...rule }: Omit<AlertRule, 'id'>): Omit<AlertRule, 'id'> =>
  lasts === undefined || JSON.stringify(rule.when).includes('anomaly') ? rule : { for: lasts, ...rule };
