import type { MeasureValue } from '@millrace/shared/contracts/reading';
import { storable } from './storable.ts';

/** A boolean has both columns: as a number its average is the share of the time that it was true. */
export const valueColumns = (value: MeasureValue): { value_number: number | null; value_text: string | null } => {
  if (typeof value === 'number') return { value_number: value, value_text: null };
  if (typeof value === 'string') return { value_number: null, value_text: storable(value) };
  return { value_number: value ? 1 : 0, value_text: String(value) };
};
