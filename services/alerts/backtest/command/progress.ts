/** Says on the standard error what goes on, once it takes over two seconds, and then at most each second. */
export const createProgress = (write: (line: string) => void, now: () => number) => {
  let next = now() + 2_000;
  return (step: () => string): void => {
    if (now() < next) return;
    next = now() + 1_000;
    write(`${step()} …\n`);
  };
};
