import { GlueClient } from '@aws-sdk/client-glue';
import { virtualClock } from '../../clock.ts';
import { inProcess } from '../../wire/in-process.ts';
import { region } from '../account.ts';
import type { Emit } from '../eventbridge/emit.ts';
import { createCatalog } from './catalog.ts';
import { createGlue } from './glue.ts';
import type { RunJob } from './job-runs.ts';

/** Glue with an SDK client of it, the events that it emitted, and runs that wait until a test settles them. */
export const glueForTest = () => {
  const clock = virtualClock();
  const catalog = createCatalog({ clock });
  const events: Parameters<Emit>[0][] = [];
  const logged: [string, string][] = [];
  const works: (Parameters<RunJob>[0] & PromiseWithResolvers<{ message: string }>)[] = [];
  const runJob: RunJob = (run) => {
    const work = { ...run, ...Promise.withResolvers<{ message: string }>() };
    run.signal.addEventListener('abort', () => work.reject(run.signal.reason));
    works.push(work);
    return work.promise;
  };
  const open = () =>
    createGlue({ clock, catalog, emit: (event) => events.push(event), runJob, log: (...line) => logged.push(line) });
  const glue = open();
  const client = new GlueClient({
    ...{ region, credentials: { accessKeyId: 'test', secretAccessKey: 'test' }, maxAttempts: 1 },
    requestHandler: inProcess(glue.service),
  });
  return { catalog, client, clock, events, glue, logged, open, works };
};
