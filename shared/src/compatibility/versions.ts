import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import type { PublishedContract } from '../contracts/published-contracts.ts';
import { breaks } from './breaks.ts';
import { directionsOf } from './directions.ts';
import { annotations, type Schema } from './schema.ts';

type Version = { major: number; minor: number; schema: Schema };

/** Puts words to a schema: descriptions that say nothing about values. Without it, the schema's own are published. */
type Describe = (name: string, schema: Schema) => Schema;
const asItIs: Describe = (_, schema) => schema;

/** The published versions of a contract's major, oldest first; they are kept as `<name>/<major>.<minor>.schema.json`. */
export const readVersions = (directory: string, { name, major }: PublishedContract): Version[] => {
  const folder = join(directory, name);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .flatMap((file): Version[] => {
      const [, ofMajor, minor] = /^(\d+)\.(\d+)\.schema\.json$/.exec(file) ?? [];
      if (Number(ofMajor) !== major) return [];
      return [{ major, minor: Number(minor), schema: JSON.parse(readFileSync(join(folder, file), 'utf8')) }];
    })
    .sort((a, b) => a.minor - b.minor);
};

/** What an old sender or reader of a published version would not survive, told for people. */
export const brokenVersions = (directory: string, contract: PublishedContract): string[] =>
  readVersions(directory, contract).flatMap(({ major, minor, schema }) =>
    breaks(schema, rulesOf(contract.carries), directionsOf(contract)).map(
      (each) => `${contract.name} ${major}.${minor}: ${each}`,
    ),
  );

/**
 * The file of the version that a contract is now: the latest, or the next minor where its rules have changed since. So a
 * published version is never written over, but for its words.
 */
export const currentFile = (
  directory: string,
  contract: PublishedContract,
  describe = asItIs,
): { file: string; text: string } => {
  const { name, major, carries } = contract;
  const versions = readVersions(directory, contract);
  const latest = versions.at(-1);
  const isLatest = latest !== undefined && isDeepStrictEqual(rulesOf(latest.schema), rulesOf(carries));
  const version = `${major}.${isLatest ? latest.minor : (latest?.minor ?? -1) + 1}`;
  const schema = {
    $schema: 'http://json-schema.org/draft-07/schema#',
    $id: `urn:millrace:${name}:${version}`,
    title: `${name} ${version}`,
    ...describe(name, JSON.parse(JSON.stringify(carries))),
  };
  return { file: join(directory, name, `${version}.schema.json`), text: `${JSON.stringify(schema, null, 2)}\n` };
};

/** Writes the versions that contracts are now. Throws, and writes nothing, where one breaks a version of its major. */
export const publish = (directory: string, contracts: readonly PublishedContract[], describe = asItIs): void => {
  const broken = contracts.flatMap((contract) => brokenVersions(directory, contract));
  if (broken.length > 0)
    throw new Error(`CONTRIBUTING.md says what to do where others rely on what changes:\n  ${broken.join('\n  ')}`);
  for (const { file, text } of contracts.map((contract) => currentFile(directory, contract, describe))) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
};

/** A schema as plain JSON without its words. */
const rulesOf = (schema: object): Schema =>
  JSON.parse(
    JSON.stringify(schema, (keyword, value) =>
      annotations.includes(keyword) && typeof value === 'string' ? undefined : value,
    ),
  );
