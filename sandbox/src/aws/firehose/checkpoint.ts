/**
 * How far a shard is done. Records may settle in any order; the position moves over those before which nothing is open,
 * so that a restart delivers again rather than loses.
 */
export const createCheckpoint = (start: string) => {
  let position = start;
  let open: { sequenceNumber: string; parts: number }[] = [];
  let first = 0;

  const advance = (): void => {
    for (let next = open[first]; next?.parts === 0; next = open[first]) {
      position = next.sequenceNumber;
      first += 1;
    }
    // What is passed goes in runs: taking one record at a time off a long array is quadratic.
    if (first > 1000 || first === open.length) {
      open = open.slice(first);
      first = 0;
    }
  };

  return {
    position: () => position,
    settled: () => open.length === 0,

    /** Opens a record that was read, in the shard's order. The function returned counts down its `parts`. */
    open(sequenceNumber: string, parts: number): () => void {
      const record = { sequenceNumber, parts };
      open.push(record);
      if (parts === 0) advance();
      return () => {
        record.parts -= 1;
        if (record === open[first]) advance();
      };
    },
  };
};
