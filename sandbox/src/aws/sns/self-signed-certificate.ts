import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

/**
 * A new RSA key and an X.509 certificate of it, in PEM, that the key itself signed (SHA-256). It never expires: RFC 5280,
 * 4.1.2.5. Takes some 100 ms.
 */
export const selfSignedCertificate = (commonName: string): { certificate: string; privateKey: KeyObject } => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const name = sequence(der(0x31, sequence(commonNameId, der(0x0c, Buffer.from(commonName)))));
  const validity = sequence(der(0x18, Buffer.from('20260101000000Z')), der(0x18, Buffer.from('99991231235959Z')));
  const serialNumber = der(0x02, Buffer.from([1]));
  const subjectKey = publicKey.export({ type: 'spki', format: 'der' });
  const content = sequence(serialNumber, sha256WithRsa, name, validity, name, subjectKey);
  const signature = der(0x03, Buffer.from([0]), sign('sha256', content, privateKey));
  const text = sequence(content, sha256WithRsa, signature).toString('base64');
  const lines = text.match(/.{1,64}/g)?.join('\n');
  return { certificate: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`, privateKey };
};

/** One ASN.1 value in DER: its tag, its length, its content. */
const der = (tag: number, ...parts: Buffer[]): Buffer => {
  const content = Buffer.concat(parts);
  const size = content.length;
  const length = size < 0x80 ? [size] : size < 0x100 ? [0x81, size] : [0x82, size >> 8, size & 0xff];
  return Buffer.concat([Buffer.from([tag, ...length]), content]);
};

const sequence = (...parts: Buffer[]): Buffer => der(0x30, ...parts);

/** 1.2.840.113549.1.1.11, without parameters */
const sha256WithRsa = sequence(der(0x06, Buffer.from('2a864886f70d01010b', 'hex')), der(0x05));

/** 2.5.4.3 */
const commonNameId = der(0x06, Buffer.from('550403', 'hex'));
