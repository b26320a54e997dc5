import type { AlertCondition } from '@millrace/shared/contracts/alert-condition';
import type { AlertRule } from '@millrace/shared/contracts/alert-rule';

const above = { measure: 'heart-rate', above: 120, clear: 110 };

/** A condition of each kind, about what the readings of `alert-readings.ts` hold. */
export const conditions: Record<string, AlertCondition> = {
  threshold: { threshold: above },
  repeated: { repeated: { times: 3, of: 5, threshold: above } },
  rate: { rate: { measure: 'heart-rate', rises: 30, within: 60 } },
  silence: { silence: { measure: 'spo2', after: 120 } },
  logs: { logs: { severity: 'ERROR', count: 5, within: 300 } },
  score: {
    score: {
      measures: {
        'heart-rate': [{ to: 40, points: 3 }, { to: 90, points: 0 }, { to: 130, points: 2 }, { points: 3 }],
        'resp-rate': [{ to: 8, points: 3 }, { to: 20, points: 0 }, { points: 2 }],
        spo2: [{ to: 91, points: 3 }, { to: 95, points: 1 }, { points: 0 }],
      },
      from: 5,
    },
  },
  anomaly: { anomaly: { measure: 'heart-rate', above: 0.9 } },
  hours: { hours: { zone: 'Europe/Berlin', from: '17:10', to: '06:00' } },
  all: { all: [{ threshold: above }, { threshold: { measure: 'spo2', below: 92 } }] },
};

/** So many rules of mixed kinds, without anomalies, which have measures of their own. Half of them are thresholds, as most rules are; limits differ from rule to rule. */
export const mixedRules = (count: number): AlertRule[] =>
  Array.from({ length: count }, (_, index) => {
    const kinds = Object.entries(conditions).filter(([kind]) => kind !== 'hours' && kind !== 'anomaly');
    const [, when] = (index % 2 === 0 ? kinds[0] : kinds[((index - 1) / 2) % kinds.length]) ?? [];
    return aRule(`rule-${index}`, when ?? {});
  });

export const thresholds = (count: number): AlertRule[] =>
  Array.from({ length: count }, (_, index) => aRule(`rule-${index}`, { threshold: { ...above, above: 120 + index } }));

export const aRule = (id: string, when: AlertCondition): AlertRule => ({
  ...{ id, when, summary: 'The heart rate is high', severity: 'warning' },
  for: 30,
  clearFor: 30,
});
