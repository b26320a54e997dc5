type Ports = {
  write: (text: string) => void;
  now: () => number;
  /** A line is written over; where nobody watches, one is written now and then. */
  isTerminal: boolean;
};

/** Says on the standard error what goes on, once it takes over two seconds. */
export const createProgress = ({ write, now, isTerminal }: Ports) => {
  let next = now() + 2_000;
  return (step: () => string): void => {
    if (now() < next) return;
    next = now() + (isTerminal ? 500 : 10_000);
    write(isTerminal ? `\r\u001b[K${step()} …` : `${step()} …\n`);
  };
};
