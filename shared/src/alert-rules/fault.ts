/** What is wrong, and where: a JSON Pointer (RFC 6901). The detail is for people and holds no values. */
export type Fault = { pointer: string; detail: string };

export const under = (pointer: string, faults: readonly Fault[]): Fault[] =>
  faults.map((fault) => ({ ...fault, pointer: `${pointer}${fault.pointer}` }));
