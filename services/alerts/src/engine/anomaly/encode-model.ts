import type { Model } from './observe.ts';
import { isState } from './state-bytes.ts';

/** The model as text, base64url, at most 86 characters; nothing is lost. */
export const encodeModel = (model: Model): string => Buffer.from(model).toString('base64url');

/** What was encoded; undefined where the text is no model, or one of another version: the signal begins anew. */
export const decodeModel = (text: string): Model | undefined => {
  const model = new Uint8Array(Buffer.from(text, 'base64url'));
  return encodeModel(model) === text && (model.length === 0 || isState(model)) ? model : undefined;
};
