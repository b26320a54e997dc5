import type { Detector } from './detector.ts';
import { normalTail } from './normal-tail.ts';

/** NAB's windowed Gaussian: how far out in the normal distribution of the last 6,400 values, kept in steps of 100. */
export const windowedGaussian: Detector = ({ values }) => {
  const window: number[] = [];
  let coming: number[] = [];
  let fitted = { count: 0, mean: 0, squares: 0 };
  return values.map((value) => {
    const score = fitted.count === 0 ? 0 : scoreOf(value, fitted);
    if (window.length < windowSize) {
      window.push(value);
      fitted = withValue(fitted, value);
    } else {
      coming.push(value);
      if (coming.length === stepSize) {
        window.splice(0, stepSize);
        window.push(...coming);
        coming = [];
        fitted = window.reduce(withValue, { count: 0, mean: 0, squares: 0 });
      }
    }
    return score;
  });
};

const windowSize = 6400;
const stepSize = 100;

type Fit = { count: number; mean: number; squares: number };

/** Welford's update. */
const withValue = ({ count, mean, squares }: Fit, value: number): Fit => {
  const next = mean + (value - mean) / (count + 1);
  return { count: count + 1, mean: next, squares: squares + (value - mean) * (value - next) };
};

const scoreOf = (value: number, { count, mean, squares }: Fit): number => {
  const deviation = Math.sqrt(squares / count) || 0.000001;
  return 1 - normalTail(Math.abs(value - mean) / deviation);
};
