import { curate, jobForTest, line } from './job-for-test.ts';

type Job = ReturnType<typeof jobForTest>;

/** Runs once for good, then as `setUp` says; checks that the second run changed nothing and gives its message. */
const messageOf = async (setUp: (job: Job) => Parameters<Job['run']>[0]): Promise<string> => {
  const job = jobForTest();
  await job.land('a.json', line('m-1', '2025-12-31T05:00:00Z', 1) + line('m-1', '2026-01-01T05:00:00Z', 1));
  await job.run();
  const keys = await job.keys();
  const contents = async () => Promise.all(keys.map((key) => job.rows(key)));
  const before = await contents();
  const message = await job.run(setUp(job)).then(JSON.stringify, (error: Error) => error.message);
  expect(await job.keys()).toEqual(keys);
  expect(await contents()).toEqual(before);
  expect(job.catalog.partitions('millrace', 'readings')).toHaveLength(2);
  job.remove();
  return message;
};

test.each([
  ['a line that is no JSON', 'b.json', 'not json\n', /Malformed JSON/],
  ['a line that is cut off', 'b.json', '{"device_id":"m-1","ti', /Malformed JSON/],
  ['a wrong type in a column that the SELECT does not use', 'b.json', '{"value":"warm"}\n', /warm/],
  ['bytes that are not gzip', 'b.json.gz', 'plain', /GZIP/],
])('%s fails the run and leaves the target as it was', async (_, name, body, message) => {
  const sql = `SELECT 'x' AS device_id, 1 AS value, '2026-01-01-05' AS landed, DATE '2026-01-01' AS day FROM landing`;
  const setUp = (job: Job) => {
    void job.land(name, body);
    return { sql };
  };
  expect(await messageOf(setUp)).toMatch(message);
});

test.each([
  ['a SELECT that lacks a column', 'SELECT device_id FROM landing', /does not give the target's value, landed, day/],
  ['a SELECT with a column too many', curate.replace('max(value)', '1 AS more, max(value)'), /gives more/],
  ['two statements', 'SELECT 1; SELECT 2', /one statement/],
  ['a statement that is no SELECT', 'DROP TABLE landing', /SELECT/],
  ['a table by another name', 'SELECT * FROM readings', /may only read landing and curated/],
  ['a table function', `SELECT * FROM read_text('/etc/passwd')`, /read_text is not allowed/],
  ['a file as a table', `SELECT * FROM '/etc/passwd'`, /may only read landing and curated/],
  ['an unknown substitution', curate.replace('landed}', 'hour}'), /\$\{hour\}, which is no argument/],
])('%s fails the run and leaves the target as it was', async (_, sql, message) => {
  expect(await messageOf(() => ({ sql }))).toMatch(message);
});

test('an argument that could end a SQL literal is not put in its place', async () => {
  const args = { '--landed': "x' OR '1'='1" };
  expect(await messageOf(() => ({ args }))).toBe('Argument --landed may not stand in SQL');
});

test('all missing arguments are named at once', async () => {
  const args = { '--sql_location': undefined, '--target_table': undefined };
  expect(await messageOf(() => ({ args }))).toBe('Missing arguments: --sql_location, --target_table');
});

test.each([1, 2])('a swap of which S3 refuses put %i is undone', async (refused) => {
  let puts = 0;
  const setUp = (job: Job) => {
    void job.land('a.json', line('m-1', '2025-12-31T05:00:00Z', 2) + line('m-1', '2026-01-01T05:00:00Z', 2));
    const putObject: typeof job.s3.putObject = async (object) => {
      if (++puts === refused) throw new Error('SlowDown');
      return job.s3.putObject(object);
    };
    return { store: { ...job.s3, putObject } };
  };
  expect(await messageOf(setUp)).toBe('SlowDown');
});

test('a swap of which S3 refuses the deletes is undone', async () => {
  const setUp = (job: Job) => {
    void job.land('a.json', line('m-1', '2026-01-01T05:00:00Z', 2) + line('m-1', '2026-01-02T05:00:00Z', 2));
    let deletes = 0;
    const deleteObject: typeof job.s3.deleteObject = async (name) => {
      if (++deletes === 1) throw new Error('SlowDown');
      return job.s3.deleteObject(name);
    };
    return { store: { ...job.s3, deleteObject } };
  };
  expect(await messageOf(setUp)).toBe('SlowDown');
});

test('a run that is stopped before the swap swaps nothing', async () => {
  const setUp = (job: Job) => {
    void job.land('a.json', line('m-1', '2026-01-01T05:00:00Z', 2));
    return { signal: AbortSignal.abort() };
  };
  expect(await messageOf(setUp)).toMatch(/aborted/);
});
