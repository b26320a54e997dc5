/** The probability that a standard normal variable is above z, for z >= 0. */
export const normalTail = (z: number): number => (z < 3 ? 0.5 - central(z) : far(z));

const density = (z: number): number => Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI);

/** Probability between 0 and z: Abramowitz & Stegun 26.2.11. */
const central = (z: number): number => {
  let [term, sum] = [z, z];
  for (let odd = 3; Math.abs(term) > sum * 1e-17; odd += 2) {
    term *= (z * z) / odd;
    sum += term;
  }
  return density(z) * sum;
};

/** The continued fraction of Abramowitz & Stegun 26.2.14. */
const far = (z: number): number => {
  let fraction = z;
  for (let numerator = 60; numerator >= 1; numerator--) fraction = z + numerator / fraction;
  return density(z) / fraction;
};
