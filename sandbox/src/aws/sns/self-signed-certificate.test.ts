import { createPublicKey, X509Certificate } from 'node:crypto';
import { selfSignedCertificate } from './self-signed-certificate.ts';

test('the certificate is well formed, named, in force, and signed by its own key', () => {
  const { certificate, privateKey } = selfSignedCertificate('sns.sandbox');
  const parsed = new X509Certificate(certificate);
  expect(parsed.subject).toBe('CN=sns.sandbox');
  expect(parsed.issuer).toBe('CN=sns.sandbox');
  expect(parsed.validToDate.getUTCFullYear()).toBe(9999);
  expect(parsed.verify(createPublicKey(privateKey))).toBe(true);
  expect(parsed.checkPrivateKey(privateKey)).toBe(true);
});
