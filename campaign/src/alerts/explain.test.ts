import { effectiveRules } from '@millrace/shared/alert-rules/effective-rules';
import type { AlertNotification } from '@millrace/shared/contracts/alert-notification';
import type { AlertRule } from '@millrace/shared/contracts/alert-rule';
import { anAlertRule } from '@millrace/shared/testing/an-alert-rule';
import { anEnrichedReading } from '@millrace/shared/testing/an-enriched-reading';
import { deviceEngine } from '../../../services/alerts/src/engine/device-engine.ts';
import { explain, type Input, type Question } from './explain.ts';

const deviceId = 'monitor-01';
const never = Number.NEGATIVE_INFINITY;
const engineOf = (...rules: AlertRule[]) => deviceEngine(effectiveRules({ version: 1, publishedAt: 1, rules }));

const at = (seconds: number, value: number, given: Partial<Input> = {}): Omit<Input, 'engines'> & Partial<Input> => ({
  reading: anEnrichedReading({
    ...{ id: `${deviceId}:${seconds}`, deviceId, time: seconds * 1000, receivedAt: seconds * 1000 },
    measures: { 'heart-rate': { value } },
  }),
  ...{ isOptional: false, isRepeated: false, mayHavePassed: never },
  ...given,
});

type World = { rule?: AlertRule; inputs: ReturnType<typeof at>[]; mayHavePassed?: number };

/** What is told and stored where these readings, or as many looks at the timers (seconds), come one after the other. */
const historyOf = ({ rule = anAlertRule() }: World, ...steps: (ReturnType<typeof at> | number)[]) => {
  const engine = engineOf(rule);
  const told: AlertNotification[] = [];
  let state: Parameters<typeof engine.observe>[0] = { deviceId, rules: new Map() };
  for (const step of steps) {
    const moved =
      typeof step === 'number'
        ? engine.pass(state, step * 1000, () => false)
        : engine.observe(state, step.reading, () => false);
    told.push(...moved.news.map(({ notification }) => notification));
    state = moved.state;
  }
  return { told, stored: JSON.stringify(state.rules.get(rule.id)) };
};

const ask = (
  { rule = anAlertRule(), inputs, mayHavePassed = never }: World,
  history: Pick<Question, 'told' | 'stored'>,
) => {
  const engines = [engineOf(rule)];
  return explain({
    ...{ deviceId, ruleId: rule.id, lateness: (rule.lateness ?? 0) * 1000, ...history },
    inputs: inputs.map((input) => ({ engines, ...input })),
    last: { engines, mayHavePassed },
    ...{ mayBeWithdrawn: false, mayBeSuppressed: false },
  });
};

const [low, high, lowAgain] = [at(1, 80), at(2, 140), at(3, 80)];
const plain: World = { inputs: [low, high, lowAgain] };

test('a history that the readings make in their order is undisturbed', () => {
  const explanation = ask(plain, historyOf(plain, low, high, lowAgain));
  expect(explanation?.isUndisturbed).toBe(true);
  expect(explanation?.news.map(({ notification }) => notification.change)).toEqual(['raised', 'cleared']);
});

test.each([
  ['a change that is missing', ({ told, stored }) => ({ told: told.slice(0, 1), stored })],
  ['a change too many', ({ told, stored }) => ({ told: [...told, ...told.slice(1)], stored })],
  ['another value', ({ told, stored }) => ({ told: told.map((each) => ({ ...each, value: 141 })), stored })],
  ['an earlier state', ({ told }) => ({ told, stored: historyOf(plain, low, high).stored })],
  ['no state', ({ told }) => ({ told, stored: undefined })],
] satisfies [string, (history: ReturnType<typeof historyOf>) => Pick<Question, 'told' | 'stored'>][])(
  'nothing explains %s',
  (_, change) => {
    expect(ask(plain, change(historyOf(plain, low, high, lowAgain)))).toBeUndefined();
  },
);

test('a reading is left out only where it was given up', () => {
  const history = historyOf(plain, low, lowAgain);
  expect(ask(plain, history)).toBeUndefined();
  expect(ask({ inputs: [low, at(2, 140, { isOptional: true }), lowAgain] }, history)).toMatchObject({ news: [] });
});

describe('a silence that a late reading ends', () => {
  const rule = anAlertRule({ when: { silence: { after: 10 } } });
  const late = (mayHavePassed: number): World => ({ rule, inputs: [at(1, 80), at(9, 80, { mayHavePassed })] });
  const found = historyOf(late(never), at(1, 80), 20, at(9, 80));

  test('is explained where the timers were looked at before the reading was evaluated', () => {
    expect(found.told.map(({ change }) => change)).toEqual(['raised']);
    expect(ask(late(20_000), found)?.isUndisturbed).toBe(false);
  });

  test('is not where it was evaluated in time', () => {
    expect(ask(late(11_000), found)).toBeUndefined();
  });
});

test('a reading that comes again behind a later one is one that was handed over more than once', () => {
  const world = (isRepeated: boolean): World => ({ inputs: [at(10, 80, { isRepeated }), at(5, 140)] });
  const again = historyOf(world(true), at(10, 80), at(5, 140), at(10, 80));
  expect(again.told.map(({ change }) => change)).toEqual(['raised', 'cleared']);
  expect(ask(world(true), again)?.isUndisturbed).toBe(false);
  expect(ask(world(false), again)).toBeUndefined();
});

test('what is due in the end is looked at', () => {
  const rule = anAlertRule({ for: 5 });
  const world: World = { rule, inputs: [high], mayHavePassed: 7_000 };
  const history = historyOf(world, high, 7);
  expect(history.told).toHaveLength(1);
  expect(ask(world, history)?.isUndisturbed).toBe(true);
  expect(ask({ ...world, mayHavePassed: 6_999 }, history)).toBeUndefined();
});
