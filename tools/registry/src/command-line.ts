import { parseArgs } from 'node:util';
import { type BucketPlace, sandboxStage, sandboxUrl } from '@millrace/shared/operator/connect-bucket';
import type { Mode } from './merge-versions.ts';

export type CommandLine = BucketPlace & {
  command: 'import' | 'export' | 'show' | 'prune' | 'help';
  /** The CSV of an import, the device of a show. */
  operand: string | undefined;
  types: string | undefined;
  mode: Mode;
  dryRun: boolean;
  olderThanDays: number;
};

export const usage = `npm run registry -- COMMAND [options]

  import DEVICES.csv   register devices; columns: device_id, tenant, type, site, labels, label.NAME, valid_from
    --types FILE         with these device types; without a CSV, these alone
    --merge              add to what is registered (default)
    --replace            take the file for the whole registry, history included
    --dry-run            check everything and say what would change
  export               all devices as CSV, to the standard output
  show DEVICE          one device with its versions
  prune                delete objects that no registry of late needs
    --older-than DAYS    keep what was in force in these days (default 7)
    --dry-run            list them only

  --stage STAGE        default local, which is the sandbox
  --region REGION      default eu-central-1
  --endpoint-url URL   of S3; default http://127.0.0.1:4566 for the sandbox, AWS for other stages
  --bucket NAME        default millrace-STAGE-registry-ACCOUNT`;

/** Reads the options. Throws an error whose message is for the person who typed them. */
export const readCommandLine = (args: string[]): CommandLine => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      types: { type: 'string' },
      merge: { type: 'boolean', default: false },
      replace: { type: 'boolean', default: false },
      'dry-run': { type: 'boolean', default: false },
      'older-than': { type: 'string', default: '7' },
      stage: { type: 'string', default: 'local' },
      region: { type: 'string', default: 'eu-central-1' },
      'endpoint-url': { type: 'string' },
      bucket: { type: 'string' },
      help: { type: 'boolean', default: false, short: 'h' },
    },
  });
  const [command = 'help', operand, ...rest] = positionals;
  if (!isCommand(command)) throw new Error(`There is no command ${command}.`);
  if (rest.length > 0) throw new Error(`${command} takes one argument: ${rest.join(' ')} is too much.`);
  if (values.merge && values.replace) throw new Error('--merge and --replace exclude each other.');
  if (command === 'import' && operand === undefined && (values.types === undefined || values.replace))
    throw new Error('import needs a CSV of devices; without --replace, --types alone will do.');
  if (command === 'show' && operand === undefined) throw new Error('show needs the id of a device.');
  if (!/^\d+$/.test(values['older-than']))
    throw new Error(`--older-than ${values['older-than']} is no number of days.`);
  return {
    command: values.help ? 'help' : command,
    operand,
    types: values.types,
    mode: values.replace ? 'replace' : 'merge',
    dryRun: values['dry-run'],
    olderThanDays: Number(values['older-than']),
    stage: values.stage,
    region: values.region,
    endpointUrl: values['endpoint-url'] ?? (values.stage === sandboxStage ? sandboxUrl : undefined),
    bucket: values.bucket,
  };
};

const isCommand = (word: string): word is CommandLine['command'] =>
  ['import', 'export', 'show', 'prune', 'help'].includes(word);
