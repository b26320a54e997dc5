import type { MeasureValue } from '@millrace/shared/contracts/reading';
import type { Observed, Truth } from '../conditions/condition.ts';
import { type Step, to } from './change.ts';
import { beginClearing } from './end.ts';
import { standAt, weigh } from './escalate.ts';
import { type Acknowledged, type Active, type Alert, type Life, normal, type Open } from './life.ts';
import { begin } from './raise.ts';
import type { Setting } from './setting.ts';
import { silently } from './silently.ts';

/** What the condition says at an instant. */
export type Signal = { time: number; truth: Truth; value?: MeasureValue; unit?: string };

/** The life after its condition has spoken. It is the same object where nothing has changed. */
export const hear = (setting: Setting, life: Life, signal: Signal): Step => {
  if (life.status === 'disabled') return to(life);
  if (life.status === 'snoozed') return silently(life, hearOpen(setting, life.was, signal));
  return hearOpen(setting, life, signal);
};

const hearOpen = (setting: Setting, life: Open, signal: Signal): Step => {
  const { truth } = signal;
  switch (life.status) {
    case 'normal':
      return truth === 'breach' ? begin(setting, sinceOf(signal)) : to(life);
    case 'pending':
      return truth === 'breach' ? to(life) : to(normal);
    case 'active':
    case 'acknowledged':
      if (truth !== 'clear') return to(stillOn(life));
      return life.clearing ? to(life) : beginClearing(setting, life, sinceOf(signal));
    case 'latched':
      return truth === 'breach' ? relapse(life.alert, signal) : to(life);
  }
};

/** A reading's own values move an alert between the steps of its escalation. */
export const hearSteps = (setting: Setting, life: Life, reading: Observed): Step => {
  if (setting.rule.escalate === undefined) return to(life);
  if (life.status === 'snoozed') {
    if (life.was.status !== 'active' && life.was.status !== 'acknowledged') return to(life);
    return silently(life, standAt(setting, weigh(setting, life.was, reading), reading.time));
  }
  if (life.status !== 'active' && life.status !== 'acknowledged') return to(life);
  return standAt(setting, weigh(setting, life, reading), reading.time);
};

const sinceOf = ({ time, value, unit }: Signal) => ({
  since: time,
  ...(value === undefined ? {} : { value }),
  ...(unit === undefined ? {} : { unit }),
});

const stillOn = (life: Active | Acknowledged): Active | Acknowledged => {
  if (!life.clearing) return life;
  const { clearing: _, ...on } = life;
  return on;
};

const relapse = ({ returnedAt: _, ...alert }: Alert, { time, value, unit }: Signal): Step =>
  to(
    { status: 'active', alert },
    {
      change: 'relapsed',
      status: 'active',
      time,
      isLoud: !alert.isUntold,
      alert,
      ...(value === undefined ? {} : { value }),
      ...(unit === undefined ? {} : { unit }),
    },
  );
