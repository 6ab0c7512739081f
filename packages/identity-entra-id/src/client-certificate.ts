import { constants, createPrivateKey, type KeyObject, randomUUID, sign, X509Certificate } from 'node:crypto';
import { ConfigurationInvalidError } from '@access-account/contract';

/** The certificate of an app registration with its private key. */
export interface ClientCertificate {
  readonly key: KeyObject;
  /** SHA-256 of the certificate, base64url. */
  readonly thumbprint: string;
  readonly validTo: Date;
}

export interface ReadClientCertificateOptions {
  readonly system: string;
  /** PEM. */
  readonly certificate: string;
  /** PEM. */
  readonly privateKey: string;
}

/** @throws ConfigurationInvalidError when the two are not a certificate and its RSA key. */
export function readClientCertificate(options: ReadClientCertificateOptions): ClientCertificate {
  const { system } = options;
  const certificate = read(system, 'certificate', () => new X509Certificate(options.certificate));
  const key = read(system, 'private key', () => createPrivateKey(options.privateKey));
  if (key.asymmetricKeyType !== 'rsa' || !certificate.checkPrivateKey(key)) {
    throw new ConfigurationInvalidError({
      system,
      summary: 'The private key is not the RSA key of the certificate.',
      remedy: 'Let certificate and privateKey be a pair, with an RSA key.',
    });
  }
  const thumbprint = Buffer.from(certificate.fingerprint256.replaceAll(':', ''), 'hex').toString('base64url');
  return { key, thumbprint, validTo: new Date(certificate.validTo) };
}

function read<Result>(system: string, what: string, parse: () => Result): Result {
  try {
    return parse();
  } catch {
    // The cause is left out: parsers quote what they could not read.
    throw new ConfigurationInvalidError({
      system,
      summary: `The ${what} cannot be read.`,
      remedy: 'Let certificate be a PEM certificate and privateKey its PEM private key, without a passphrase.',
    });
  }
}

export interface ClientAssertionOptions {
  readonly certificate: ClientCertificate;
  readonly clientId: string;
  /** The token endpoint. */
  readonly audience: string;
  readonly now: Date;
}

/** Seconds. */
const lifetime = 300;

/** A signed JWT by which the app shows who it is (RFC 7523), as Microsoft wants it: PS256 and the certificate's SHA-256 thumbprint. */
export function clientAssertion({ certificate, clientId, audience, now }: ClientAssertionOptions): string {
  const issuedAt = Math.floor(now.getTime() / 1000);
  const header = { alg: 'PS256', typ: 'JWT', 'x5t#S256': certificate.thumbprint };
  const claims = {
    iss: clientId,
    sub: clientId,
    aud: audience,
    iat: issuedAt,
    nbf: issuedAt,
    exp: issuedAt + lifetime,
    jti: randomUUID(),
  };
  const signed = [header, claims].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  const { key } = certificate;
  const pss = { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: constants.RSA_PSS_SALTLEN_DIGEST };
  return `${signed}.${sign('sha256', Buffer.from(signed), pss).toString('base64url')}`;
}
