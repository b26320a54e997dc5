/** A device to be looked at, at a time of the wall clock (epoch ms). */
export type Look = { at: number; deviceId: string };

/** Looks by their time, and by device at one time: a heap, for there is one for each device that has something due. */
export const lookQueue = () => {
  const heap: Look[] = [];
  const at = (index: number): Look => heap[index] as Look;
  const swap = (a: number, b: number): void => {
    const held = at(a);
    heap[a] = at(b);
    heap[b] = held;
  };
  const smallest = (index: number): number => {
    let least = index;
    for (const child of [2 * index + 1, 2 * index + 2])
      if (child < heap.length && comesBefore(at(child), at(least))) least = child;
    return least;
  };
  return {
    add(look: Look): void {
      let index = heap.push(look) - 1;
      for (let parent = (index - 1) >> 1; index > 0 && comesBefore(at(index), at(parent)); parent = (index - 1) >> 1) {
        swap(index, parent);
        index = parent;
      }
    },
    /** Takes out the first one, if its time is no later than `until`. */
    take(until: number): Look | undefined {
      const [first] = heap;
      if (first === undefined || first.at > until) return undefined;
      const last = heap.pop() as Look;
      if (heap.length > 0) {
        heap[0] = last;
        for (let index = 0, least = smallest(0); least !== index; least = smallest(index)) {
          swap(index, least);
          index = least;
        }
      }
      return first;
    },
  };
};

const comesBefore = (a: Look, b: Look): boolean => a.at < b.at || (a.at === b.at && a.deviceId < b.deviceId);
