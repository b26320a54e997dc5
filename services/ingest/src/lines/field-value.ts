/** Of InfluxDB: a signed and an unsigned integer of 64 bits. */
const ranges: Record<string, [low: bigint, high: bigint]> = {
  i: [-(2n ** 63n), 2n ** 63n - 1n],
  u: [0n, 2n ** 64n - 1n],
};

const integer = /^-?\d{1,20}[iu]$/;
const float = /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/;
const jsonNumber = /^-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?$/;
const booleans = new Map([
  ...['t', 'T', 'true', 'True', 'TRUE'].map((text) => [text, 'true'] as const),
  ...['f', 'F', 'false', 'False', 'FALSE'].map((text) => [text, 'false'] as const),
]);

/** The JSON text of a field's value that is no text in quotes, a number's with all its digits; undefined where it is no value. */
export const jsonOfField = (value: string): string | undefined => {
  if (integer.test(value)) return jsonOfInteger(value);
  if (!float.test(value)) return booleans.get(value);
  if (!Number.isFinite(Number(value))) return undefined;
  return jsonNumber.test(value) ? value : String(Number(value));
};

const jsonOfInteger = (value: string): string | undefined => {
  const number = BigInt(value.slice(0, -1));
  const [low, high] = ranges[value.slice(-1)] ?? [0n, 0n];
  return low <= number && number <= high ? String(number) : undefined;
};
