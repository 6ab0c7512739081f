import { createHash, generateKeyPairSync, type KeyObject, sign } from 'node:crypto';

export interface FakeCertificate {
  /** PEM. */
  readonly certificate: string;
  /** PEM. */
  readonly privateKey: string;
  readonly publicKey: KeyObject;
  /** SHA-256, base64url. */
  readonly thumbprint: string;
}

/** A self-signed X.509 certificate (RFC 5280, version 1) with a new RSA key, as an operator would make one. */
export function fakeCertificate(validFrom: Date, validTo: Date): FakeCertificate {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const algorithm = sequence(identifier('2a864886f70d01010b'), element(0x05));
  const name = sequence(element(0x31, sequence(identifier('550403'), element(0x0c, Buffer.from('Access Account')))));
  const validity = sequence(instant(validFrom), instant(validTo));
  const key = publicKey.export({ type: 'spki', format: 'der' });
  const told = sequence(element(0x02, Buffer.from([1])), algorithm, name, validity, name, key);
  const signature = sign('sha256', told, privateKey);
  const der = sequence(told, algorithm, element(0x03, Buffer.from([0]), signature));
  return {
    certificate: `-----BEGIN CERTIFICATE-----\n${der.toString('base64')}\n-----END CERTIFICATE-----\n`,
    privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
    publicKey,
    thumbprint: createHash('sha256').update(der).digest('base64url'),
  };
}

function element(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const size = length < 0x80 ? [length] : length < 0x100 ? [0x81, length] : [0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from([tag, ...size]), content]);
}

const sequence = (...parts: readonly Buffer[]) => element(0x30, ...parts);
const identifier = (hex: string) => element(0x06, Buffer.from(hex, 'hex'));

/** GeneralizedTime. */
function instant(date: Date): Buffer {
  return element(0x18, Buffer.from(`${date.toISOString().replace(/[-:T]/g, '').slice(0, 14)}Z`));
}
