import type { Anomaly } from '@millrace/shared/contracts/alert-condition';
import { decodeModel, encodeModel } from '../anomaly/encode-model.ts';
import { noModel, observe } from '../anomaly/observe.ts';
import { type Condition, timeless } from './condition.ts';
import { measuredIn } from './threshold.ts';

/** The measure behaves unlike itself. Every reading teaches the model, so every reading changes what is remembered. */
export const anomaly = (given: Anomaly): Condition<string> => ({
  ...timeless,
  measure: given.measure,
  looksAt: new Set([given.measure]),
  knowsWhatItSaw: false,
  observe(memory = '', reading) {
    const measured = measuredIn(reading, given);
    if (typeof measured?.value !== 'number') return { memory };
    const { model, score } = observe(decodeModel(memory) ?? noModel, reading.time, measured.value);
    return { memory: encodeModel(model), truth: score > given.above ? 'breach' : 'clear', value: score };
  },
});
