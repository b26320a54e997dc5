import { DFA, isDisjointWith, JS, NFA } from 'refa';

/** Whether every text that fits the one pattern fits the other, by their automata: exact, not a guess from samples. */
export const isWithinPattern = (inner: string, outer: string): boolean => {
  if (inner === outer) return true;
  const [within, around] = [automatonOf(inner), automatonOf(outer)];
  const outside = DFA.fromFA(around);
  outside.complement();
  return isDisjointWith(within, outside);
};

/** A pattern that is not bound at both ends, or that looks around, is no plain automaton: the parser throws. */
const automatonOf = (pattern: string): NFA => {
  const [, bound] = /^\^(.*)\$$/s.exec(pattern) ?? [];
  if (bound === undefined) throw new Error(`The compatibility check needs ^ and $ around the pattern ${pattern}`);
  const { expression, maxCharacter } = JS.Parser.fromLiteral({ source: `(?:${bound})`, flags: 'u' }).parse();
  return NFA.fromRegex(expression, { maxCharacter });
};
