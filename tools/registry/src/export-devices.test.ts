import fc from 'fast-check';
import { registryForTest } from './registry-for-test.ts';

const header = 'device_id,tenant,type,site,labels,valid_from';
const withRegistry = async (work: (registry: ReturnType<typeof registryForTest>) => Promise<void>) => {
  const registry = registryForTest();
  await work(registry).finally(registry.remove);
};

test('every version of every device is a line, with a column for each label', () =>
  withRegistry(async (registry) => {
    await registry.import([
      header,
      'monitor-01,ward-a,bedside-monitor,"ward 3, east",bed=1,',
      'monitor-01,ward-a,bedside-monitor,,floor=2,2026-01-15T08:00:00Z',
    ]);
    expect(await registry.export()).toBe(
      [
        'device_id,tenant,type,site,valid_from,label.bed,label.floor',
        'monitor-01,ward-a,bedside-monitor,"ward 3, east",1970-01-01T00:00:00.000Z,1,',
        'monitor-01,ward-a,bedside-monitor,,2026-01-15T08:00:00.000Z,,2',
        '',
      ].join('\n'),
    );
  }));

test('an empty registry is a header', () =>
  withRegistry(async (registry) => {
    expect(await registry.export()).toBe('device_id,tenant,type,site,valid_from\n');
  }));

test('what was exported changes nothing when it is imported, merged or in place of all', () => {
  const text = fc.string({ unit: fc.constantFrom(...'aä ",;=\n\r'), maxLength: 6 });
  const cell = (value: string) => `"${value.replaceAll('"', '""')}"`;
  // An empty cell is no label.
  const label = fc.option(
    text.filter((each) => each !== ''),
    { nil: '' },
  );
  return fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.nat(3), fc.nat(5), text, label), { minLength: 1, maxLength: 8 }), (given) =>
      withRegistry(async (registry) => {
        const rows = given.map(
          ([device, year, site, value]) =>
            `d-${device},t,bedside-monitor,${cell(site)},${cell(value)},${2000 + year}-01-01T00:00:00Z`,
        );
        const unique = [...new Map(rows.map((row) => [/^.*?,|\d{4}-.*/g[Symbol.match](row)?.join(''), row])).values()];
        const outcome = await registry.import(['device_id,tenant,type,site,label.a,valid_from', ...unique]);
        expect(outcome).toHaveProperty('ok');
        const exported = await registry.export();
        for (const mode of ['merge', 'replace'] as const)
          expect(await registry.import(exported, { mode })).toMatchObject({
            ok: { devices: { added: 0, changed: 0, removed: 0 }, version: 1 },
          });
      }),
    ),
    { numRuns: 30 },
  );
});
