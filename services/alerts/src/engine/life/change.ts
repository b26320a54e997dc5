import type { AlertChange, AlertStatus, ClearReason } from '@millrace/shared/contracts/alert-notification';
import type { MeasureValue } from '@millrace/shared/contracts/reading';
import type { Alert, Life } from './life.ts';

/** Something that happened in a life: what others are told, before it has a number and the names of rule and device. */
export type Change = {
  change: AlertChange;
  status: AlertStatus;
  time: number;
  /** Subscribers hear of it; otherwise it is only kept and announced on the bus. */
  isLoud: boolean;
  /** As it is after the change. */
  alert?: Alert;
  value?: MeasureValue;
  unit?: string;
  clearedBecause?: ClearReason;
  until?: number;
  by?: string;
  comment?: string;
};

/** What an event makes of a life. */
export type Step = { life: Life; changes: readonly Change[] };

const none: readonly Change[] = [];

export const to = (life: Life, ...changes: Change[]): Step => ({
  life,
  changes: changes.length === 0 ? none : changes,
});

/** The value and unit of something measured, where there are any. */
export const measured = ({
  value,
  unit,
}: {
  value?: MeasureValue | undefined;
  unit?: string | undefined;
}): Pick<Change, 'value' | 'unit'> => ({
  ...(value === undefined ? {} : { value }),
  ...(unit === undefined ? {} : { unit }),
});
