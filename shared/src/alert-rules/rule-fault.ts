/** What is wrong with rules, for people. Without a file where it is wrong of all together, without an id where no rule is to blame. */
export type RuleFault = {
  at?: { file: string; line: number; column: number };
  rule?: string | undefined;
  detail: string;
};
