/**
 * Whether a code has LOINC's form: digits, a hyphen and the check digit that follows from them (mod 10, LOINC Users'
 * Guide, appendix C).
 */
export const isLoincCode = (code: string): boolean => {
  const [, digits = '', check] = /^(\d{1,7})-(\d)$/.exec(code) ?? [];
  if (check === undefined) return false;
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const weighted = Number(digit) * (index % 2 === 0 ? 2 : 1);
    return total + Math.floor(weighted / 10) + (weighted % 10);
  }, 0);
  return (10 - (sum % 10)) % 10 === Number(check);
};
