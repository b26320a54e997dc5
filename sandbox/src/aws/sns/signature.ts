import { createHash, type KeyObject, sign } from 'node:crypto';
import { selfSignedCertificate } from './self-signed-certificate.ts';

/**
 * Signs a document as SNS does with SignatureVersion 2: SHA-256 with RSA over the named fields in alphabetical order.
 * https://docs.aws.amazon.com/sns/latest/dg/sns-verify-signature-of-message.html
 */
export const signDocument = (document: Record<string, string>): string => {
  const text = signedFields
    .filter((field) => document[field] !== undefined)
    .map((field) => `${field}\n${document[field]}\n`)
    .join('');
  return sign('sha256', Buffer.from(text), identity().privateKey).toString('base64');
};

const signedFields = ['Message', 'MessageId', 'Subject', 'SubscribeURL', 'Timestamp', 'Token', 'TopicArn', 'Type'];

/** The certificate to check signatures with, and the path that serves it. */
export const signingCertificate = (): { path: string; pem: string } => {
  const { certificate: pem, path } = identity();
  return { path, pem };
};

/** Made at first use, as few runs ever sign, and kept for the process: a signature is checked soon or never. */
const identity = (): { certificate: string; privateKey: KeyObject; path: string } => {
  if (!made) {
    const { certificate, privateKey } = selfSignedCertificate('sns.sandbox');
    const fingerprint = createHash('sha256').update(certificate).digest('hex').slice(0, 32);
    made = { certificate, privateKey, path: `/SimpleNotificationService-${fingerprint}.pem` };
  }
  return made;
};

let made: { certificate: string; privateKey: KeyObject; path: string } | undefined;
