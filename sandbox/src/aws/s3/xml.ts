import type { AwsResponse } from '../../wire/aws-service.ts';

/** `content` is XML already; `text` is what takes plain values. */
export const element = (name: string, ...content: string[]): string => `<${name}>${content.join('')}</${name}>`;

/** Nothing for an undefined value: S3 leaves such members out. */
export const text = (name: string, value: string | number | boolean | undefined): string =>
  value === undefined ? '' : element(name, String(value).replace(unsafe, reference));

export const xmlResponse = (root: string, ...content: string[]): AwsResponse => ({
  status: 200,
  headers: { 'content-type': 'application/xml' },
  body: `${declaration}<${root} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${content.join('')}</${root}>`,
});

/** S3's errors, alone among its answers, carry no namespace. */
export const xmlError = (status: number, code: string, message: string): AwsResponse => ({
  status,
  headers: { 'content-type': 'application/xml' },
  body: declaration + element('Error', text('Code', code), text('Message', message)),
});

const declaration = '<?xml version="1.0" encoding="UTF-8"?>\n';

// Control characters as references, as S3 does: raw, a parser would refuse them or turn CR into LF.
// biome-ignore lint/suspicious/noControlCharactersInRegex: object keys may hold them
const unsafe = /[&<>"'\u0000-\u001f\u007f-\u009f\u2028]/g;
const reference = (character: string): string => `&#x${character.charCodeAt(0).toString(16)};`;
