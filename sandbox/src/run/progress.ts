/** A line that says what goes on: overwritten on a terminal, a line each elsewhere, but no more than a few a second. */
export const createProgress = (stream: NodeJS.WriteStream) => {
  let shown = 0;
  let last = '';
  return {
    show(step: string): void {
      const label = step.replace(/[\d.]+/g, '');
      if (label === last && Date.now() - shown < (stream.isTTY ? 100 : 5_000)) return;
      shown = Date.now();
      last = label;
      stream.write(stream.isTTY ? `\r\x1b[K${step} …` : `${step} …\n`);
    },
    /** Ends the line, so that what follows stands below it. */
    done(): void {
      if (stream.isTTY) stream.write('\r\x1b[K');
      last = '';
    },
  };
};
