import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { hourOfSetAsideId } from '@millrace/shared/set-aside/set-aside-id';
import type { Operation } from 'rfc6902';
import { readInstant } from './instant.ts';
import type { Remedy } from './repair.ts';
import type { Selection } from './selection.ts';

/** Where to work: the sandbox where no stage is named. */
export type Place = {
  stage: string | undefined;
  region: string | undefined;
  endpointUrl: string | undefined;
  operator: string | undefined;
};

export type Command = { selection: Selection; place: Place } & (
  | { name: 'list'; all: boolean; json: boolean }
  | { name: 'show'; json: boolean }
  | { name: 'repair'; remedy: Remedy; dryRun: boolean; again: boolean }
  | { name: 'replay'; again: boolean }
);

export const usage = `npm run set-aside -- <command> [options]

  list      what is set aside and not replayed yet: counts, then records   (--all: also what is replayed)
  show      records whole, with their bytes, repairs and replays
  repair    keep repaired versions of records beside the originals
              --patch JSON     a JSON Patch (RFC 6902), for all that are selected
              --data FILE      whole bytes, for the one record of --id
              --dry-run        show the difference, keep nothing
  replay    put records, repaired or as they are, back into their streams; what was replayed is passed by

  Which records
    --from, --to TIME   arrived from then on, before then: RFC 3339, or how long ago such as 90m, 2h, 7d (default: --from 24h)
    --reason CODE       such as device-unknown; RetryAttemptsExhausted for what Lambda gave up
    --by FUNCTION       such as enrich-enrich
    --device ID
    --id ID             as list shows it; may be repeated
    --again             repair or replay also what was replayed already

  Where
    --stage STAGE --region REGION   a deployed stage, with AWS credentials as usual (default: the sandbox that npm start runs)
    --endpoint-url URL              another endpoint
    --operator NAME                 for the trail (default: the AWS caller, or $USER)

  --json   one JSON document a record (list, show)

Ends with 0 when all is done, 1 when something stays as it was, 2 when the command is wrong.`;

const day = 86_400_000;
const hour = 3_600_000;

const options = {
  from: { type: 'string' },
  to: { type: 'string' },
  reason: { type: 'string' },
  by: { type: 'string' },
  device: { type: 'string' },
  id: { type: 'string', multiple: true },
  stage: { type: 'string' },
  region: { type: 'string' },
  'endpoint-url': { type: 'string' },
  operator: { type: 'string' },
  all: { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
  again: { type: 'boolean', default: false },
  patch: { type: 'string' },
  data: { type: 'string' },
  'dry-run': { type: 'boolean', default: false },
} as const;

type Values = ReturnType<typeof parse>['values'];
const parse = (args: string[]) => parseArgs({ args, options, allowPositionals: true });

/** Options that go with some commands only. */
const commandsOf: Partial<Record<keyof typeof options, readonly string[]>> = {
  all: ['list'],
  json: ['list', 'show'],
  again: ['repair', 'replay'],
  patch: ['repair'],
  data: ['repair'],
  'dry-run': ['repair'],
};

/** Reads a command. Throws an error whose message is for the person who typed it. */
export const readCommandLine = (args: string[], now: number): Command => {
  const { values, positionals } = parse(args);
  const [name = '', ...more] = positionals;
  if (more.length > 0) throw new Error(`One command at a time; what is ${more.join(' ')}?`);
  for (const [option, commands] of Object.entries(commandsOf))
    if (values[option as keyof Values] && !commands.includes(name))
      throw new Error(`--${option} goes with ${commands.join(' and ')}.`);
  const { stage, region, operator, all, json, again } = values;
  const about = {
    selection: readSelection(values, now),
    place: { stage, region, endpointUrl: values['endpoint-url'], operator },
  };
  switch (name) {
    case 'list':
      return { name, ...about, all, json };
    case 'show':
      return { name, ...about, json };
    case 'repair':
      return { name, ...about, remedy: readRemedy(values), dryRun: values['dry-run'], again };
    case 'replay':
      return { name, ...about, again };
    default:
      throw new Error(`Say what to do: list, show, repair or replay${name ? `, not ${name}` : ''}.`);
  }
};

/** Ids tell the hour that they are of. */
const readSelection = ({ from, to, id: ids, reason, by, device }: Values, now: number): Selection => {
  const wrong = ids?.find((id) => !/^\d{10}-[0-9a-f]{16}$/.test(id));
  if (wrong !== undefined)
    throw new Error(`--id ${wrong} is no id; list shows them, such as 2026112312-3f9a1c2b7d4e0011.`);
  const hours = ids?.map(hourOfSetAsideId);
  const selection = {
    from: readTime('from', from, now) ?? (hours ? Math.min(...hours) : now - day),
    to: readTime('to', to, now) ?? (hours ? Math.max(...hours) + hour : undefined),
    ...{ ids, reason, by, device },
  };
  if (selection.to !== undefined && selection.from >= selection.to) throw new Error('--from is not before --to.');
  return selection;
};

const readTime = (option: string, text: string | undefined, now: number): number | undefined => {
  if (text === undefined) return undefined;
  const instant = readInstant(text, now);
  if (instant === undefined)
    throw new Error(`--${option} ${text} is no time: write 2026-11-23T12:00:00Z, or how long ago, such as 2h.`);
  return instant;
};

const readRemedy = ({ patch, data, id: ids }: Values): Remedy => {
  if ((patch === undefined) === (data === undefined)) throw new Error('Repair with --patch JSON or with --data FILE.');
  if (patch !== undefined) return { patch: readPatch(patch) };
  if (ids?.length !== 1) throw new Error('--data is for one record: name it with --id.');
  return { data: readFileSync(data ?? '') };
};

const readPatch = (text: string): Operation[] => {
  let patch: unknown;
  try {
    patch = JSON.parse(text);
  } catch {
    throw new Error('--patch is not JSON. In a shell, put it in single quotes.');
  }
  const isOperation = (each: unknown) =>
    typeof each === 'object' && each !== null && 'op' in each && 'path' in each && typeof each.path === 'string';
  if (!Array.isArray(patch) || patch.length === 0 || !patch.every(isOperation))
    throw new Error('--patch is a list of operations, such as [{"op":"replace","path":"/time","value":0}].');
  return patch;
};
