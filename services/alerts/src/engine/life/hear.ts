import type { MeasureValue } from '@millrace/shared/contracts/reading';
import type { Truth } from '../conditions/condition.ts';
import { measured, type Step, to } from './change.ts';
import { beginClearing } from './end.ts';
import { type Acknowledged, type Active, type Latched, type Life, normal, type Open } from './life.ts';
import { begin } from './raise.ts';
import type { Setting } from './setting.ts';
import { silently } from './silently.ts';
import { tell } from './tell.ts';

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
      return truth === 'breach' ? begin(setting, life, sinceOf(signal)) : to(life);
    case 'pending':
      if (truth === 'breach') return to(life);
      return to(life.since > signal.time ? { status: 'normal', spent: signal.time } : normal);
    case 'active':
    case 'acknowledged':
      if (truth !== 'clear') return to(stillOn(life));
      return life.clearing ? to(life) : beginClearing(setting, life, sinceOf(signal));
    case 'latched':
      return truth === 'breach' ? relapse(setting, life, signal) : to(life);
  }
};

const sinceOf = (signal: Signal) => ({ since: signal.time, ...measured(signal) });

const stillOn = (life: Active | Acknowledged): Active | Acknowledged => {
  if (!life.clearing) return life;
  const { clearing: _, ...on } = life;
  return on;
};

const relapse = (setting: Setting, { alert: { returnedAt: _, ...alert } }: Latched, signal: Signal): Step => {
  const { time } = signal;
  const active: Active = { status: 'active', alert };
  const { life, isLoud } = tell(setting, active, time);
  return to(life, { change: 'relapsed', status: 'active', time, isLoud, alert: life.alert, ...measured(signal) });
};
