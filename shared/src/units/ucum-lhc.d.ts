/** What we call of the library, which comes without types. */
declare module '@lhncbc/ucum-lhc' {
  export const UcumLhcUtils: {
    getInstance(): {
      validateUnitString(code: string): { status: 'valid' | 'invalid' | 'error' };
      convertUnitTo(
        from: string,
        value: number,
        to: string,
      ): { status: 'succeeded' | 'failed' | 'error'; toVal: number };
    };
  };
}
