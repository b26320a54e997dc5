import { anAlertRule } from '@millrace/shared/testing/an-alert-rule';
import fc from 'fast-check';
import type { PublishOutcome } from './publish-rules.ts';
import { rulesForTest } from './testing/rules-for-test.ts';

let bucket: ReturnType<typeof rulesForTest>;
beforeEach(() => {
  bucket = rulesForTest();
});
afterEach(() => bucket.remove());

const rules = (...ids: string[]) => ids.map((id) => anAlertRule({ id }));
const version = (outcome: PublishOutcome) => ('ok' in outcome ? outcome.ok.version : 'lost');
const inForce = async () => {
  const current = await bucket.inForce();
  return current && 'rules' in current ? [current.version, ...current.rules.map(({ id }) => id)] : current;
};
const isPublication = ({ method, path }: { method: string; path: string }) =>
  method === 'PUT' && path.endsWith('/rules.json');
const failure = { status: 500, headers: {}, body: '<Error><Code>InternalError</Code></Error>' };

test('the first publication is version 1, the next one more, and those before are kept', async () => {
  expect(version(await bucket.publish(rules('a')))).toBe(1);
  await bucket.clock.advance(5000);
  expect(version(await bucket.publish(rules('a', 'b')))).toBe(2);
  expect(await bucket.inForce()).toEqual({ version: 2, publishedAt: bucket.clock.now(), rules: rules('a', 'b') });
  expect(await bucket.store.readVersion(1)).toMatchObject({ ok: { version: 1, rules: rules('a') } });
  expect(await bucket.store.readVersion(2)).toMatchObject({ ok: { version: 2 } });
  expect(await bucket.store.readVersion(3)).toBeUndefined();
});

test('what changes nothing is not published', async () => {
  await bucket.publish(rules('a', 'b'));
  bucket.put();
  expect(version(await bucket.publish(rules('b', 'a')))).toBe(1);
  expect(bucket.put()).toEqual([]);
});

test('no rules at all are a publication, too', async () => {
  expect(version(await bucket.publish([]))).toBe(1);
  expect(version(await bucket.publish([]))).toBe(1);
  expect(bucket.put()).toHaveLength(1);
});

test('a dry run says the same and writes nothing', async () => {
  const dry = await bucket.publish(rules('a'), { dryRun: true });
  expect(version(dry)).toBeUndefined();
  expect(bucket.put()).toEqual([]);
  const real = await bucket.publish(rules('a'));
  expect('ok' in dry && 'ok' in real && dry.ok.difference).toEqual('ok' in real && real.ok.difference);
});

test('of two publications at once one is in force, and the other is told so', async () => {
  for (const before of [[], rules('x')]) {
    if (before.length > 0) await bucket.publish(before);
    const outcomes = await Promise.all([bucket.publish(rules('a')), bucket.publish(rules('b'))]);
    const won = outcomes.findIndex((outcome) => 'ok' in outcome);
    expect(outcomes.filter((outcome) => 'lost' in outcome)).toHaveLength(1);
    expect((await inForce())?.[1 as never]).toBe(['a', 'b'][won]);
  }
});

test('a publication whose answer is lost has taken place', async () => {
  await bucket.publish(rules('a'));
  bucket.intercept(async (request, service) => {
    const answer = await service(request);
    if (isPublication(request)) throw new Error('timed out');
    return answer;
  });
  expect(version(await bucket.publish(rules('b')))).toBe(2);
  expect(await inForce()).toEqual([2, 'b']);
});

test('a publication whose answer is lost, and which another has replaced since, has taken place', async () => {
  await bucket.publish(rules('a'));
  let first = true;
  bucket.intercept(async (request, service) => {
    const answer = await service(request);
    if (!isPublication(request) || !first) return answer;
    first = false;
    await bucket.publish(rules('c'));
    return failure;
  });
  expect(version(await bucket.publish(rules('b')))).toBe(2);
  expect(await inForce()).toEqual([3, 'c']);
});

test('a publication that did not arrive is an error, and may run again', async () => {
  await bucket.publish(rules('a'));
  bucket.intercept((request, service) => (isPublication(request) ? Promise.resolve(failure) : service(request)));
  await expect(bucket.publish(rules('b'))).rejects.toThrow();
  bucket.intercept((request, service) => service(request));
  expect(await inForce()).toEqual([1, 'a']);
  expect(version(await bucket.publish(rules('b')))).toBe(2);
});

test('where nobody can tell whether a publication has taken place, the error says so', async () => {
  let isDown = false;
  bucket.intercept((request, service) => {
    isDown ||= isPublication(request);
    return isDown ? Promise.reject(new Error('no route')) : service(request);
  });
  await expect(bucket.publish(rules('b'))).rejects.toThrow(
    'Whether version 1 is in force is not known, show will tell: no route',
  );
});

test.each([
  ['as rules were written once', '{"rules":[]}', 8],
  ['with a version', '{"version":41,"rules":7}', 42],
  ['that are not JSON', '{', 8],
])('rules in force %s are replaced, by a version above all before', async (_, body, expected) => {
  await bucket.write('{}', 'history/0000000007.json');
  await bucket.write(body);
  const outcome = await bucket.publish(rules('a'));
  expect('ok' in outcome && outcome.ok.replaced).toBeDefined();
  expect(await inForce()).toEqual([expected, 'a']);
});

test('whatever gets lost, who hears of a version has had it in force, who hears of a loss has not, and versions rise by one', async () => {
  const fate = fc.constantFrom('arrives', 'arrives', 'is lost', 'has no answer');
  await fc.assert(
    fc.asyncProperty(fc.array(fate, { maxLength: 40 }), fc.integer({ min: 2, max: 4 }), async (fates, publishers) => {
      const bucket = rulesForTest();
      bucket.intercept(async (request, service) => {
        const next = request.method === 'PUT' ? (fates.pop() ?? 'arrives') : 'arrives';
        if (next === 'is lost') return failure;
        const answer = await service(request);
        return next === 'arrives' ? answer : failure;
      });
      const claims = await Promise.all(
        Array.from({ length: publishers }, async (_, who) => {
          const claimed: [string, number | 'lost' | 'failed' | undefined][] = [];
          for (let turn = 0; turn < 3; turn++) {
            const id = `rule-${who}-${turn}`;
            claimed.push([id, await bucket.publish(rules(id)).then(version, () => 'failed' as const)]);
          }
          return claimed;
        }),
      );
      bucket.intercept((request, service) => service(request));
      const last = await bucket.inForce();
      const lastVersion = last && 'version' in last ? last.version : 0;
      const held = new Map<string, number>();
      for (let each = 1; each <= lastVersion; each++) {
        const found = await bucket.store.readVersion(each);
        if (!found || 'setAside' in found) throw new Error(`version ${each} is not kept`);
        held.set(found.ok.rules[0]?.id ?? '', each);
      }
      expect(held.size).toBe(lastVersion);
      for (const [id, claimed] of claims.flat()) {
        if (claimed === 'lost') expect(held.get(id)).toBeUndefined();
        else if (claimed !== 'failed') expect(held.get(id)).toBe(claimed);
      }
      bucket.remove();
    }),
    { numRuns: 20 },
  );
});
