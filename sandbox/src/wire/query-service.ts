import { randomUUID } from 'node:crypto';
import { AwsError, type AwsRequest, type AwsResponse, type AwsService, notImplemented } from './aws-service.ts';

/** An operation of a query-protocol service: the parsed parameters to the output, throwing `AwsError` for modelled errors. */
// biome-ignore lint/suspicious/noExplicitAny: each operation narrows its own input; a form carries any names
export type QueryOperation = (input: any) => Promise<object> | object;

/**
 * Serves the AWS Query protocol: a form (or a URL, as in a confirmation link) in, XML out. In the output an array becomes
 * `<member>` elements and a `Map` becomes `<entry>` pairs; undefined members are left out.
 */
export const queryService =
  (service: string, namespace: string, operations: Record<string, QueryOperation>): AwsService =>
  async (request: AwsRequest): Promise<AwsResponse> => {
    const { Action: name = 'unknown', ...input } = parseParameters(
      request.body.length === 0 ? request.query : new URLSearchParams(request.body.toString('utf8')),
    ) as Record<string, string>;
    const requestId = randomUUID();
    const respond = (status: number, root: string, content: object): AwsResponse => ({
      status,
      headers: { 'content-type': 'text/xml', 'x-amzn-requestid': requestId },
      body: `<${root} xmlns="${namespace}">${toXml(content)}</${root}>`,
    });
    try {
      const operation = Object.hasOwn(operations, name) ? operations[name] : undefined;
      if (!operation) throw notImplemented(service, name);
      const output = await operation(input);
      return respond(200, `${name}Response`, {
        [`${name}Result`]: output,
        ResponseMetadata: { RequestId: requestId },
      });
    } catch (error) {
      if (!(error instanceof AwsError)) throw error;
      const Type = error.status < 500 ? 'Sender' : 'Receiver';
      return respond(error.status, 'ErrorResponse', {
        Error: { Type, Code: error.code, Message: error.message, ...error.members },
        RequestId: requestId,
      });
    }
  };

type Parameter = string | Parameter[] | { [name: string]: Parameter };

/** `Entries.member.2.Id=x` is the `Id` of the second of `Entries`; a map's `entry.1.key` and `.value` make a list of pairs. */
const parseParameters = (form: URLSearchParams): Parameter => {
  const root: Tree = Object.create(null);
  for (const [path, value] of form) {
    let node = root;
    const names = path.split('.');
    const last = names.pop() ?? '';
    for (const name of names) {
      if (typeof node[name] !== 'object') node[name] = Object.create(null) as Tree;
      node = node[name] as Tree;
    }
    node[last] = value;
  }
  return withLists(root);
};

type Tree = { [name: string]: string | Tree };

const withLists = (node: string | Tree): Parameter => {
  if (typeof node === 'string') return node;
  const [[name, list] = ['', '']] = Object.entries(node);
  if ((name === 'member' || name === 'entry') && typeof list === 'object')
    return Object.entries(list)
      .sort(([a], [b]) => Number(a) - Number(b))
      .map(([, each]) => withLists(each));
  return Object.fromEntries(Object.entries(node).map(([key, each]) => [key, withLists(each)]));
};

const toXml = (value: unknown): string => {
  if (Array.isArray(value)) return value.map((each) => element('member', each)).join('');
  if (value instanceof Map) return [...value].map(([key, each]) => element('entry', { key, value: each })).join('');
  if (typeof value !== 'object' || value === null) return escapeText(String(value));
  return Object.entries(value)
    .filter(([, each]) => each !== undefined)
    .map(([name, each]) => element(name, each))
    .join('');
};

const element = (name: string, value: unknown): string => `<${name}>${toXml(value)}</${name}>`;

const escapeText = (text: string): string => text.replace(/[&<>\r]/g, (character) => `&#${character.charCodeAt(0)};`);
