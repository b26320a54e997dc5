import { parseXML } from '@aws-sdk/xml-builder';
import { AwsError } from '../../wire/aws-service.ts';

export type Members = Record<string, unknown>;

/** The members of a request body's root element. Throws `MalformedXML`. */
export const xmlBody = (payload: Buffer, root: string): Members => {
  try {
    return membersOf(parseXML(payload.toString('utf8'))[root]);
  } catch {
    throw malformed();
  }
};

/** The elements of one name: the parser gives one as itself and several as an array. Throws `MalformedXML` for none. */
export const rowsOf = (elements: unknown): Members[] => {
  if (elements === undefined) throw malformed();
  return (Array.isArray(elements) ? elements : [elements]).map(membersOf);
};

export const malformed = (): AwsError => new AwsError('MalformedXML', 'The XML you provided was not well-formed.');

const membersOf = (value: unknown): Members => {
  if (typeof value !== 'object' || value === null) throw malformed();
  return value as Members;
};
