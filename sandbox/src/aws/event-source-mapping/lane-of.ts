/**
 * The lane of a shard, 0 to `lanes - 1`, that takes a partition key: one key always goes to one lane, which keeps its
 * order. Lambda does not say how it chooses; this is FNV-1a over the key's UTF-16 units.
 */
export const laneOf = (partitionKey: string, lanes: number): number => {
  if (lanes === 1) return 0;
  let hash = 0x811c9dc5;
  for (let index = 0; index < partitionKey.length; index++)
    hash = Math.imul(hash ^ partitionKey.charCodeAt(index), 0x01000193);
  return (hash >>> 0) % lanes;
};
