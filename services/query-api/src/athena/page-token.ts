/** Where a page begins: a query that has been run, and Athena's token in its result. */
export type Place = { id: string; token: string };

/** Opaque to the client. It carries no authority: whoever sends it must be the tenant that asked the query. */
export const writePageToken = ({ id, token }: Place): string => Buffer.from(`${id} ${token}`).toString('base64url');

/** Undefined for text that no page token has. */
export const readPageToken = (text: string): Place | undefined => {
  const { id, token } = /^(?<id>[\w-]{1,128}) (?<token>.{1,1024})$/.exec(decode(text))?.groups ?? {};
  return id && token ? { id, token } : undefined;
};

const decode = (text: string): string => Buffer.from(text, 'base64url').toString('utf8');
