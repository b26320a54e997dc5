import { type CurationTrigger, namedPartition } from './named-partition.ts';
import { recentPartitions } from './recent-partitions.ts';

type Ports = {
  /** Partitions whose claims are not ended, however old. */
  openPartitions: () => Promise<string[]>;
  advance: (partition: string, free: boolean) => Promise<boolean>;
  now: () => number;
};

/**
 * Starts the curation that is due. A landed object names its partition; everything else looks at all that may be due,
 * the oldest first, and so makes up for every event that was lost.
 */
export const startCurations =
  ({ openPartitions, advance, now }: Ports) =>
  async (event: CurationTrigger): Promise<void> => {
    const named = namedPartition(event);
    const partitions = named ? [named] : [...(await openPartitions()), ...recentPartitions(now())].sort();
    let free = true;
    for (const partition of new Set(partitions)) free = await advance(partition, free);
  };
