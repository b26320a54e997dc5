import { AwsError } from '../../wire/aws-service.ts';

/** One page of a list. The token is the position of the next item; a token that is none throws `code`. */
export const page = <T>(
  items: T[],
  { size, token, code }: { size: number; token: string | undefined; code: string },
): { items: T[]; NextToken?: string } => {
  const start = token === undefined ? 0 : Number(token);
  if (!Number.isInteger(start) || start < 0 || start > items.length) throw new AwsError(code, 'Invalid NextToken.');
  const end = start + size;
  return { items: items.slice(start, end), ...(end < items.length && { NextToken: String(end) }) };
};

/** The page size asked for, or the largest. Throws `code` when it is out of range. */
export const pageSize = (asked: number | undefined, largest: number, code: string): number => {
  if (asked !== undefined && !(Number.isInteger(asked) && asked >= 1 && asked <= largest))
    throw new AwsError(code, `MaxResults must be between 1 and ${largest}.`);
  return asked ?? largest;
};
