/**
 * An OpenTelemetry unit as a UCUM code that compares with others: without annotations, which mean 1 in UCUM, and with `/s` for
 * `1/s`. Undefined where none is given.
 */
export const unitOf = (unit = ''): string | undefined => {
  if (unit === '') return undefined;
  const code = unit
    .replaceAll(/\{[^{}]*\}/g, '')
    .replace(/^(1(?=\/)|\.)/, '')
    .replace(/[./]$/, '');
  return code === '' ? '1' : code;
};
