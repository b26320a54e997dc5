import { parseArgs } from 'node:util';
import { type BucketPlace, sandboxStage, sandboxUrl } from '@millrace/shared/operator/connect-bucket';

export type CommandLine = BucketPlace & {
  command: 'check' | 'publish' | 'show' | 'help';
  /** Directory of the rule files. */
  directory: string;
  dryRun: boolean;
  /** Of the rules to show; undefined for those in force. */
  version: number | undefined;
};

export const usage = `npm run rules -- COMMAND [options]

  check DIR            check the rules of every .yml, .yaml and .json below DIR as one set
  publish DIR          check them, say what changes, and put them in force in place of those before
    --dry-run            say what would change, and change nothing
  show                 the rules in force
    --version N          those of an earlier version

  --stage STAGE        default local, which is the sandbox
  --region REGION      default eu-central-1
  --endpoint-url URL   of S3; default ${sandboxUrl} for the sandbox, AWS for other stages
  --bucket NAME        default millrace-STAGE-rules-ACCOUNT`;

/** Reads the options. Throws an error whose message is for the person who typed them. */
export const readCommandLine = (args: string[]): CommandLine => {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      'dry-run': { type: 'boolean', default: false },
      version: { type: 'string' },
      stage: { type: 'string', default: sandboxStage },
      region: { type: 'string', default: 'eu-central-1' },
      'endpoint-url': { type: 'string' },
      bucket: { type: 'string' },
      help: { type: 'boolean', default: false, short: 'h' },
    },
  });
  const [command = 'help', directory = '', ...rest] = positionals;
  if (!isCommand(command)) throw new Error(`There is no command ${command}.`);
  const { version } = values;
  if (!values.help) {
    if (rest.length > 0) throw new Error(`${command} takes one argument: ${rest.join(' ')} is too much.`);
    if (needsDirectory(command) !== (directory !== ''))
      throw new Error(needsDirectory(command) ? `${command} needs a directory.` : `${command} takes no argument.`);
    if (values['dry-run'] && command !== 'publish') throw new Error('--dry-run goes with publish.');
    if (version !== undefined && command !== 'show') throw new Error('--version goes with show.');
    if (version !== undefined && !/^[1-9]\d{0,9}$/.test(version)) throw new Error(`--version ${version} is none.`);
  }
  return {
    command: values.help ? 'help' : command,
    directory,
    dryRun: values['dry-run'],
    version: version === undefined ? undefined : Number(version),
    stage: values.stage,
    region: values.region,
    endpointUrl: values['endpoint-url'] ?? (values.stage === sandboxStage ? sandboxUrl : undefined),
    bucket: values.bucket,
  };
};

const needsDirectory = (command: CommandLine['command']): boolean => command === 'check' || command === 'publish';

const isCommand = (word: string): word is CommandLine['command'] => ['check', 'publish', 'show', 'help'].includes(word);
