import type { Kind } from '@millrace/shared/rest/parameter';
import * as Type from 'typebox';

const pattern = '^[A-Za-z][A-Za-z0-9_.-]{0,63}$';

/** The name of a measure. */
export const measure: Kind<string> = {
  parse: (text) => (new RegExp(pattern).test(text) ? text : undefined),
  expects: 'the name of a measure',
  schema: Type.String({ pattern }),
};
