import { resourceName } from '../../sandbox/src/seed/names.ts';
import type { FaultPlan } from './fault-plan.ts';
import type { Pipeline } from './pipeline.ts';
import type { VirtualTime } from './virtual-time.ts';

type Ports = { time: VirtualTime; plan: FaultPlan };

/** What happens to streams and mappings while devices send: shards divide and unite, a mapping goes back and delivers again. */
export const disturb = ({ aws: { kinesis }, mappings }: Pipeline, { time, plan }: Ports): void => {
  const { random } = plan;
  const at = () => random() * 30_000;
  for (const name of ['raw-readings', 'accepted-readings', 'enriched-readings'])
    if (random() < 0.4)
      time.after(at(), () => {
        const shardCount = 1 + Math.floor(random() * 8);
        const before = kinesis.shards(resourceName(name)).filter(({ closed }) => !closed).length;
        if (shardCount === before) return;
        plan.count(shardCount > before ? 'shards divided' : 'shards united');
        kinesis.createStream({ name: resourceName(name), shardCount });
      });
  for (const mapping of mappings)
    if (random() < 0.3)
      time.after(at(), () => {
        const checkpoint = mapping.save();
        time.after(at() / 4, () => {
          plan.count('delivered again');
          mapping.stop();
          mapping.restore(checkpoint);
          mapping.start();
        });
      });
};
