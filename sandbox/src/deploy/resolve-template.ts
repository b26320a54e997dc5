import { account, region } from '../aws/account.ts';
import { type Identity, identify } from './resource-identity.ts';
import type { Properties, Resource, Template } from './template.ts';

export type ResolvedResource = { logicalId: string; type: string; properties: Properties; identity: Identity };

const pseudoParameters: Record<string, string> = {
  'AWS::AccountId': account,
  'AWS::Region': region,
  'AWS::Partition': 'aws',
  'AWS::URLSuffix': 'amazonaws.com',
};

/**
 * Resolves a template's parameters, conditions and intrinsic functions to plain values. `parameter` answers SSM parameters
 * by name. Throws on an intrinsic or reference that it does not know, naming it.
 */
export const resolveTemplate = (template: Template, parameter: (name: string) => string): ResolvedResource[] => {
  const identities = new Map<string, Identity>();

  const identityOf = (logicalId: string): Identity => {
    const known = identities.get(logicalId);
    if (known) return known;
    const resource = template.Resources[logicalId];
    if (!resource) throw new Error(`The template refers to ${logicalId}, which it does not declare`);
    const identity = identify(resource.Type, resolve(namesOf(resource)) as Properties, logicalId);
    identities.set(logicalId, identity);
    return identity;
  };

  const reference = (name: string): unknown => {
    if (name === 'AWS::NoValue') return undefined;
    const pseudo = pseudoParameters[name];
    if (pseudo !== undefined) return pseudo;
    const declared = template.Parameters?.[name];
    if (!declared) return identityOf(name).ref;
    return declared.Type.startsWith('AWS::SSM::Parameter::Value')
      ? parameter(declared.Default ?? '')
      : declared.Default;
  };

  const attribute = (path: string): string => {
    const [logicalId = '', ...rest] = path.split('.');
    const value = identityOf(logicalId).attributes[rest.join('.')];
    if (value === undefined) throw new Error(`The sandbox does not know the attribute ${path}`);
    return value;
  };

  const holds = (condition: string): boolean => resolve(template.Conditions?.[condition]) === true;

  const intrinsics: Record<string, (argument: never) => unknown> = {
    Ref: (name: string) => reference(name),
    Condition: (name: string) => holds(name),
    'Fn::GetAtt': (path: string | string[]) => attribute(Array.isArray(path) ? path.join('.') : path),
    'Fn::Sub': (argument: string | [string, Record<string, unknown>]) => {
      const [text, variables] = Array.isArray(argument) ? argument : [argument, {} as Record<string, unknown>];
      const value = (name: string): unknown => {
        if (Object.hasOwn(variables, name)) return resolve(variables[name]);
        return name.includes('.') ? attribute(name) : reference(name);
      };
      // `${!name}` stands for the text `${name}`.
      return text.replaceAll(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) =>
        literal ? `\${${name}}` : String(value(name)),
      );
    },
    'Fn::Join': ([separator, parts]: [string, unknown[]]) => (resolve(parts) as string[]).join(separator),
    'Fn::Select': ([index, list]: [number, unknown]) => (resolve(list) as unknown[])[Number(index)],
    'Fn::Split': ([separator, text]: [string, unknown]) => String(resolve(text)).split(separator),
    'Fn::If': ([condition, yes, no]: [string, unknown, unknown]) => resolve(holds(condition) ? yes : no),
    'Fn::Equals': ([left, right]: [unknown, unknown]) => resolve(left) === resolve(right),
    'Fn::Not': ([condition]: [unknown]) => !resolve(condition),
    'Fn::And': (conditions: unknown[]) => conditions.every((each) => resolve(each)),
    'Fn::Or': (conditions: unknown[]) => conditions.some((each) => resolve(each)),
  };

  const resolve = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(resolve).filter((each) => each !== undefined);
    if (typeof value !== 'object' || value === null) return value;
    const [first, ...others] = Object.entries(value);
    if (first && others.length === 0) {
      const intrinsic = Object.hasOwn(intrinsics, first[0]) ? intrinsics[first[0]] : undefined;
      if (intrinsic) return intrinsic(first[1] as never);
      if (first[0].startsWith('Fn::')) throw new Error(`The sandbox does not support ${first[0]}`);
    }
    const resolved = Object.entries(value).map(([name, each]) => [name, resolve(each)] as const);
    return Object.fromEntries(resolved.filter(([, each]) => each !== undefined));
  };

  return Object.entries(template.Resources)
    .filter(([, { Condition }]) => Condition === undefined || holds(Condition))
    .map(([logicalId, resource]) => ({
      logicalId,
      type: resource.Type,
      properties: resolve(resource.Properties ?? {}) as Properties,
      identity: identityOf(logicalId),
    }));
};

/** The properties an identity is made from: names, not the rest, which may refer back. */
const namesOf = ({ Properties: properties = {} }: Resource): Properties =>
  Object.fromEntries(Object.entries(properties).filter(([name]) => name.endsWith('Name') || identifying.has(name)));

const identifying = new Set(['DatabaseInput', 'TableInput', 'Value', 'Type']);
