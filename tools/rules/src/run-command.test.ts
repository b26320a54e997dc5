import { rulesForTest } from './testing/rules-for-test.ts';

let bucket: ReturnType<typeof rulesForTest>;
beforeEach(() => {
  bucket = rulesForTest();
});
afterEach(() => bucket.remove());

const fever = (above: number, more = '') => `
rules:
  - id: fever
    summary: Body temperature is high
    severity: warning
    when: { threshold: { measure: body-temperature, above: ${above} } }
${more}`;
const offline = `
rules:
  - { id: offline, summary: Nothing comes, severity: info, when: { silence: { after: 60 } } }
`;

test('a check tells what is wrong, or that nothing is', async () => {
  expect(await bucket.run({ command: 'check' }, { 'a.yml': fever(39), 'b.yml': offline })).toEqual({
    code: 0,
    said: '2 rules, nothing wrong.',
  });
  expect(await bucket.run({ command: 'check' }, { 'a.yml': fever(39, '    for: -1') })).toEqual({
    code: 1,
    said: 'a.yml:7:5  fever  must be >= 0\n1 faults.',
  });
});

test('a publication says what changes', async () => {
  expect(await bucket.run({}, { 'a.yml': fever(39, '    for: 5') })).toEqual({
    code: 0,
    said: '+ fever\nRules: 1 added, 0 changed, 0 removed, 0 unchanged; version 1 is in force.',
  });
  const changed = { 'a.yml': fever(39.5, '    latch: true'), 'b.yml': offline };
  const said = [
    '+ offline',
    '~ fever',
    '    when.threshold.above: 39 → 39.5',
    '    for: 5 → none',
    '    latch: none → true',
  ];
  expect(await bucket.run({ dryRun: true }, changed)).toEqual({
    code: 0,
    said: [...said, 'Rules (a dry run): 1 added, 1 changed, 0 removed, 0 unchanged; version 1 is in force.'].join('\n'),
  });
  expect(await bucket.run({}, changed)).toEqual({
    code: 0,
    said: [...said, 'Rules: 1 added, 1 changed, 0 removed, 0 unchanged; version 2 is in force.'].join('\n'),
  });
  expect((await bucket.run({}, { 'b.yml': offline })).said).toMatch(
    /^- fever\nRules: 0 added, 0 changed, 1 removed, 1 un/,
  );
});

test('what is wrong is not published', async () => {
  expect(await bucket.run({}, { 'a.yml': fever(39, '    for: -1') })).toMatchObject({
    code: 1,
    said: expect.stringMatching(/1 faults: nothing is published\.$/),
  });
  expect(await bucket.inForce()).toBeUndefined();
});

test('a publication that another overtook says so', async () => {
  bucket.intercept((request, service) =>
    request.method === 'PUT'
      ? Promise.resolve({ status: 412, headers: {}, body: '<Error><Code>PreconditionFailed</Code></Error>' })
      : service(request),
  );
  expect(await bucket.run({}, { 'a.yml': offline })).toEqual({
    code: 1,
    said: '+ offline\nSomebody else published rules meanwhile, so none of these are in force. Run it again.',
  });
});

test('rules that are refused are replaced, and that is said', async () => {
  await bucket.write('{"rules":[]}');
  expect(await bucket.run({ command: 'show' })).toMatchObject({
    code: 1,
    said: expect.stringMatching(/^Rules would be refused: .*version, publishedAt/),
  });
  expect((await bucket.run({}, { 'a.yml': offline })).said).toMatch(
    /^The rules before are refused, and count as none:/,
  );
});

test('what is shown may be published again, also what is in force no more', async () => {
  await bucket.run({}, { 'a.yml': fever(39) });
  await bucket.run({}, { 'a.yml': fever(40) });
  const now = await bucket.run({ command: 'show' });
  expect(now).toMatchObject({
    code: 0,
    said: expect.stringMatching(/^# Version 2, published 2026-01-01T00:00:00.000Z\n/),
  });
  expect((await bucket.run({}, { 'now.yml': now.said })).said).toMatch(/1 unchanged; version 2 is in force/);
  const then = await bucket.run({ command: 'show', version: 1 });
  expect((await bucket.run({}, { 'then.yml': then.said })).said).toMatch(/above: 40 → 39\n.*version 3 is in force/);
});

test('what there is not is not shown', async () => {
  expect(await bucket.run({ command: 'show' })).toEqual({ code: 1, said: 'Rules: there are none.' });
  expect(await bucket.run({ command: 'show', version: 7 })).toEqual({ code: 1, said: 'Version 7: there are none.' });
});

test('help is shown', async () => {
  expect(await bucket.run({ command: 'help' })).toMatchObject({
    code: 0,
    said: expect.stringContaining('publish DIR'),
  });
});
