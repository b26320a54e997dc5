import { noModel, observe } from '../../../services/alerts/src/engine/anomaly/observe.ts';
import type { Detector } from './detector.ts';

/** The detector of the alerts service, as it is. */
export const millraceDetector: Detector = ({ times, values }) => {
  let model = noModel;
  return times.map((time, row) => {
    const observed = observe(model, time, values[row] as number);
    model = observed.model;
    return observed.score;
  });
};
