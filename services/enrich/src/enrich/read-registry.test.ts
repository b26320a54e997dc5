import { openRegistry } from '@millrace/shared/registry/open-registry';
import { aBucket } from '@millrace/shared/testing/a-bucket';
import { aDeviceType, aDeviceVersion, aRegistry } from '@millrace/shared/testing/a-registry';
import { readRegistry } from './read-registry.ts';

const site = (name: string) => ({ 'monitor-01': [aDeviceVersion({ site: name })] });

test('a batch gets devices and types of one registry, also where the next one is published in between', async () => {
  const bucket = aBucket(aRegistry(site('old'), { types: [aDeviceType({ name: 'old' })] }));
  const open = openRegistry({ ...bucket, maxAge: 0, maxBytes: 1_000_000, now: () => 0 });
  const read = readRegistry({
    open: async () => {
      const snapshot = await open();
      const next = aRegistry(site('new'), { types: [aDeviceType({ name: 'new' })], version: 2 });
      for (const [key, body] of Object.entries(next)) bucket.objects.set(key, body);
      return snapshot;
    },
  });
  const batches = [await read(new Set(['monitor-01', 'monitor-02'])), await read(new Set(['monitor-01']))];
  expect(batches.map(({ devices, types }) => [[...devices], [...types.keys()]])).toEqual(
    ['old', 'new'].map((name) => [Object.entries(site(name)), [name]]),
  );
});
