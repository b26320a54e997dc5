import fc from 'fast-check';
import { askPage, type Question } from './ask-page.ts';
import type { Execution } from './athena-queries.ts';
import { readPageToken, writePageToken } from './page-token.ts';

const aQuestion = (given: Partial<Question> = {}): Question => ({
  sql: 'SELECT latest',
  literals: ["'ward-a'", "'monitor-01'", '1'],
  subjects: 2,
  ...given,
});

/** An Athena that has run `executions` and gives 2 pages of each. */
const anAthena = (executions: Record<string, Partial<Execution>> = {}) => {
  const asked: unknown[] = [];
  const ask = askPage({
    athena: {
      workGroup: 'millrace-test',
      look: async (id) => {
        const execution = executions[id];
        return execution && { state: 'SUCCEEDED', sql: '', literals: [], workGroup: 'millrace-test', ...execution };
      },
      rows: async (id, limit, token) => {
        asked.push([id, limit, token]);
        if (token === 'expired') return undefined;
        return { rows: [{ page: token ?? 'first' }], ...(token === undefined ? { next: 'second page' } : {}) };
      },
    },
    run: async () => 'new-query',
  });
  return { ask, asked };
};

const { sql, literals } = aQuestion();
const theirs = { id: 'query-1', token: 'second page' };
const refused = expect.objectContaining({ status: 400, extra: { parameter: 'nextToken' } });

test('a first page runs the query and names the next page', async () => {
  const { ask, asked } = anAthena();
  const page = await ask(aQuestion(), { limit: 10 });
  expect(page.rows).toEqual([{ page: 'first' }]);
  expect(readPageToken(page.nextToken ?? '')).toEqual({ id: 'new-query', token: 'second page' });
  expect(asked).toEqual([['new-query', 10, undefined]]);
});

test('a next page goes on with the query that has been run, and the last page names none', async () => {
  const { ask, asked } = anAthena({ 'query-1': { sql, literals } });
  const page = await ask(aQuestion(), { limit: 10, nextToken: writePageToken(theirs) });
  expect(page).toEqual({ rows: [{ page: 'second page' }] });
  expect(asked).toEqual([['query-1', 10, 'second page']]);
});

test('what is not the subject may differ, for a range that ends now has moved on', async () => {
  const { ask } = anAthena({ 'query-1': { sql, literals: ["'ward-a'", "'monitor-01'", '2'] } });
  await expect(ask(aQuestion(), { limit: 10, nextToken: writePageToken(theirs) })).resolves.toBeDefined();
});

test.each<[string, Partial<Execution>]>([
  ['another tenant', { sql, literals: ["'ward-b'", "'monitor-01'", '1'] }],
  ['another device', { sql, literals: ["'ward-a'", "'monitor-02'", '1'] }],
  ['another route', { sql: 'SELECT series', literals }],
  ['another work group', { sql, literals, workGroup: 'primary' }],
  ['a query without parameters', { sql, literals: [] }],
])('a token of %s opens nothing', async (_, execution) => {
  const { ask, asked } = anAthena({ 'query-1': execution });
  await expect(ask(aQuestion(), { limit: 10, nextToken: writePageToken(theirs) })).rejects.toEqual(refused);
  expect(asked).toEqual([]);
});

test('a token of a query that Athena does not know is refused', async () => {
  await expect(anAthena().ask(aQuestion(), { limit: 10, nextToken: writePageToken(theirs) })).rejects.toEqual(refused);
});

test('a token whose result has expired is refused', async () => {
  const { ask } = anAthena({ 'query-1': { sql, literals } });
  const nextToken = writePageToken({ id: 'query-1', token: 'expired' });
  await expect(ask(aQuestion(), { limit: 10, nextToken })).rejects.toEqual(refused);
});

test.each([
  '',
  'x',
  '%%%',
  Buffer.from('query-1').toString('base64url'),
  Buffer.from('a b c\nd').toString('base64url'),
])('the text %j is no token', async (nextToken) => {
  await expect(anAthena().ask(aQuestion(), { limit: 10, nextToken })).rejects.toEqual(refused);
});

test('a page token reads back as what it names', () => {
  const place = fc.record({
    id: fc.stringMatching(/^[\w-]{1,128}$/),
    token: fc.stringMatching(/^[A-Za-z0-9+/= ]{1,1024}$/),
  });
  fc.assert(fc.property(place, (each) => expect(readPageToken(writePageToken(each))).toEqual(each)));
});
