/**
 * Numbers as the first bytes of a 32-bit float: three bytes keep 16 significant bits, two keep 8. Readers get back what a
 * writer rounded to, so writing it again changes nothing.
 */
export const toThreeBytes = (value: number): number => (bitsOf(value) + 0x80) >>> 8;
export const fromThreeBytes = (bytes: number): number => floatOf(bytes << 8);

export const toTwoBytes = (value: number): number => (bitsOf(value) + 0x8000) >>> 16;
export const roundToTwoBytes = (value: number): number => fromTwoBytes(toTwoBytes(value));
export const fromTwoBytes = (bytes: number): number => floatOf(bytes << 16);

/** Never below the value, as a 32-bit float has it: for what must not be exceeded by the value itself. */
export const upToTwoBytes = (value: number): number => (value > 0 ? bitsOf(value) + 0xffff : bitsOf(value)) >>> 16;
export const downToTwoBytes = (value: number): number => (value < 0 ? bitsOf(value) + 0xffff : bitsOf(value)) >>> 16;

/**
 * As a 32-bit float has it, without infinities: the largest that can be rounded up in two bytes. What is smaller than a float
 * keeps in full is zero, or it would lose all but its sign to rounding.
 */
export const toFloat = (value: number): number => {
  const float = Math.fround(Math.max(-largest, Math.min(largest, value)));
  return Math.abs(float) < smallest ? 0 : float;
};

const largest = 2 ** 127;
const smallest = 2 ** -126;
const asFloat = new Float32Array(1);
const asBits = new Uint32Array(asFloat.buffer);

/** Zero has no sign here, so that it is all zero bytes. */
const bitsOf = (value: number): number => {
  asFloat[0] = toFloat(value) + 0;
  return asBits[0] as number;
};

const floatOf = (bits: number): number => {
  asBits[0] = bits;
  return asFloat[0] as number;
};
