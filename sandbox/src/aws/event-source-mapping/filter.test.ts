import { aMapping } from './testing/a-mapping.ts';
import { hour } from './testing/functions.ts';

describe('filter criteria, documented by AWS, not recorded', () => {
  const filtering = (...patterns: object[]) => ({
    filterCriteria: { filters: patterns.map((pattern) => ({ pattern: JSON.stringify(pattern) })) },
  });

  test('a record that matches any pattern is delivered, the others vanish without a trace', async () => {
    const { clock, mapping, put, batches, failures } = aMapping(
      filtering({ data: { kind: ['vital'] } }, { partitionKey: [{ prefix: 'gateway-' }] }),
    );
    put('{"kind":"vital"}');
    put('{"kind":"log"}');
    put('not JSON');
    put('not JSON either', 'gateway-1');
    mapping.start();
    await clock.advance(hour);
    expect(batches()).toEqual([['{"kind":"vital"}', 'not JSON either']]);
    expect(failures).toEqual([]);
    expect(mapping.counters().filtered).toBe(2);
    expect(mapping.iteratorAge()).toBe(0);
  });

  test('a shard of which nothing passes is done with', async () => {
    const { clock, mapping, put } = aMapping(filtering({ partitionKey: ['gateway-1'] }));
    mapping.start();
    put('a');
    await clock.advance(hour);
    expect(mapping.iteratorAge()).toBe(0);
    expect(mapping.idle()).toBe(true);
  });

  test('data that is not JSON is dropped even by a pattern that asks for absence', async () => {
    const { clock, mapping, put, batches } = aMapping(filtering({ data: { kind: [{ exists: false }] } }));
    put('not JSON');
    put('{}');
    mapping.start();
    await clock.advance(0);
    expect(batches()).toEqual([['{}']]);
  });

  test.each(['no JSON', '{"data": "text"}', '{}'])('the pattern %s is refused', (pattern) => {
    expect(() => aMapping({ filterCriteria: { filters: [{ pattern }] } })).toThrow('Invalid filter pattern');
  });
});
