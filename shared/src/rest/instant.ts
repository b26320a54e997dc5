import * as Type from 'typebox';
import type { Kind } from './parameter.ts';

/** 9999-12-31: dates after it have another form in SQL. */
const latest = 253_402_300_799_999;

/** An instant as epoch ms, from RFC 3339 or from epoch ms. */
export const instant: Kind<number> = {
  parse(text) {
    const value = /^\d{1,15}$/.test(text) ? Number(text) : rfc3339.test(text) ? Date.parse(text) : Number.NaN;
    return value >= 0 && value <= latest ? value : undefined;
  },
  expects: 'an RFC 3339 time (its + written as %2B) or epoch milliseconds',
  schema: Type.String(),
};

const rfc3339 = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/i;
