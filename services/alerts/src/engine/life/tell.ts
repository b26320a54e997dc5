import { type Acknowledged, type Active, type Alert, type Latched, severityOf } from './life.ts';
import { ms, type Setting } from './setting.ts';

type On = Active | Acknowledged | Latched;

/**
 * Tells of an alert at `time`. In quiet hours for its severity nobody hears of it yet: it is told of at their end, if it is
 * on then and nobody has acknowledged it.
 */
export const tell = <L extends On>(setting: Setting, life: L, time: number): { life: L; isLoud: boolean } => {
  const { alert } = life;
  const quietEnd = setting.quietUntil(severityOf(alert), time);
  if (quietEnd === undefined) return { life: { ...life, alert: againAfter(setting, life, time) }, isLoud: true };
  return { life: { ...life, alert: { ...alert, tellAt: quietEnd } }, isLoud: false };
};

/** The alert as everybody has heard of it, with the time at which it is told of once more, if the rule has any telling left. */
export const againAfter = ({ rule: { renotify } }: Setting, { status, alert }: On, time: number): Alert => {
  const { tellAt: _, isUntold: __, ...heard } = alert;
  const isOver = renotify === undefined || status === 'acknowledged' || (heard.told ?? 0) >= renotify.times;
  return isOver ? heard : { ...heard, tellAt: time + ms(renotify.every) };
};
