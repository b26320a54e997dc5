/** Runs tasks one after the other, in the order they come, whether or not those before them fail. */
export const oneAtATime = () => {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(task: () => Promise<T>): Promise<T> => {
    const result = last.then(task);
    last = result.catch(() => {});
    return result;
  };
};
