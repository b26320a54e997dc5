import { QueryError } from './query-error.ts';

/**
 * Execution parameters are SQL: each must be one literal, which the caller has quoted. Throws on anything else, such as
 * `'x' OR 1=1`. Inside a literal a quote is doubled; a backslash is a character like any other.
 */
export const literalParameters = (parameters: string[]): string[] =>
  parameters.map((parameter, index) => {
    const text = parameter.trim();
    if (!literal.test(text))
      throw new QueryError(`SYNTAX_ERROR: execution parameter ${index + 1} is not a single SQL literal`);
    return text;
  });

const literal =
  /^(?:(?:(?:date|timestamp|time|decimal)\s*)?'(?:[^']|'')*'|[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?|true|false|null)$/i;
